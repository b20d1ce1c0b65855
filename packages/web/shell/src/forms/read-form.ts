/** Where a dotted name leads: `terms.0.rate` → `{ terms: [{ rate }] }`. */
function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined || head === '__proto__' || head === 'constructor' || head === 'prototype') return;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  target[head] ??= /^\d+$/.test(rest[0] ?? '') ? [] : {};
  put(target[head] as Record<string, unknown>, rest, value);
}

/** What one control holds: numbers for number and money inputs, booleans for single checkboxes, undefined when empty. */
function readControl(element: Element): unknown {
  if (element instanceof HTMLSelectElement && element.multiple)
    return [...element.selectedOptions].map((option) => option.value);
  if (
    !(
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
    )
  )
    return undefined;
  if (element instanceof HTMLInputElement && element.type === 'checkbox') return element.checked;
  const numeric =
    element.dataset.kind === 'minor' || element.dataset.kind === 'number' || element.type === 'number';
  const text = element.type === 'password' ? element.value : element.value.trim();
  if (text === '') return undefined;
  return numeric ? Number(text) : text;
}

/**
 * A native form as the object a schema expects. Empty text is `undefined` (a missing field), text is trimmed
 * (passwords are not), `name` may be a dotted path, checkboxes that share a name (`data-kind="list"`) make a list.
 */
export function readForm(form: HTMLFormElement): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const lists = new Map<string, string[]>();
  for (const element of form.elements) {
    const name = element.getAttribute('name');
    if (!name || element.matches(':disabled') || element instanceof HTMLButtonElement) continue;
    if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked) continue;
    if (
      element instanceof HTMLInputElement &&
      element.type === 'checkbox' &&
      element.dataset.kind === 'list'
    ) {
      lists.set(name, [...(lists.get(name) ?? []), ...(element.checked ? [element.value] : [])]);
      continue;
    }
    put(values, name.split('.'), readControl(element));
  }
  for (const [name, list] of lists) put(values, name.split('.'), list);
  return values;
}
