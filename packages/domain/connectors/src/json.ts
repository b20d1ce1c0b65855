import { isStorable, KolonyError } from '@kolony/kernel';

/**
 * JSON with every number as the text it was: shops number orders beyond 2^53 and write amounts as fractions, and neither
 * survives a float. `connectors/malformed_event`.
 */
export function readNumbersAsText(text: string): unknown {
  try {
    return JSON.parse(text, keepText);
  } catch {
    throw malformed('body');
  }
}

/** ECMA-262, "JSON.parse source text access". */
function keepText(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value === 'number') return context?.source ?? String(value);
  // What PostgreSQL cannot hold is in no field that is kept; where it is, it must not stop the order.
  return typeof value === 'string' && !isStorable(value) ? value.toWellFormed().replaceAll('\0', '') : value;
}

/** `field` in the shop's own words. */
export function malformed(field: string): KolonyError {
  return new KolonyError('connectors/malformed_event', 'invalid', { field });
}
