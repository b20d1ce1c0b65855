import type { ReactElement } from 'react';

/** A value that is edited elsewhere, as the native controls a form reads: every leaf under its dotted name. */
export function HiddenValue({ name, value }: { name: string; value: unknown }): ReactElement {
  return <>{leaves(name, value)}</>;
}

function leaves(name: string, value: unknown): ReactElement[] {
  if (Array.isArray(value)) {
    // An empty list has no leaf: a list control with nothing checked is one.
    if (value.length === 0) return [<input key={name} type="checkbox" hidden name={name} data-kind="list" />];
    return value.flatMap((one, index) => leaves(`${name}.${index}`, one));
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => leaves(`${name}.${key}`, one));
  if (typeof value === 'boolean')
    return [<input key={name} type="checkbox" hidden readOnly name={name} checked={value} />];
  const numeric = typeof value === 'number' ? { 'data-kind': 'number' } : {};
  const text = value === null || value === undefined ? '' : String(value);
  return [<input key={name} type="hidden" name={name} {...numeric} value={text} />];
}
