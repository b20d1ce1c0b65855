import type { Memory } from './touches.ts';

/** Which addresses the touches may travel to by parameter. */
export interface Carry {
  memory(): Memory;
  /** Whether this host's own links need it: nothing is stored. */
  everywhere(): boolean;
  /** Other hosts of the shop, e.g. its checkout's. */
  hosts: readonly string[];
}

/** Links and forms get `kclid` and `kvid` at the moment they are used, so that pages made by scripts are in it too. */
export function carryAlong(carry: Carry): void {
  for (const event of ['click', 'auxclick'])
    addEventListener(event, ({ target }) => target instanceof Element && link(carry, target), true);
  addEventListener('submit', (event) => form(carry, event), true);
}

function link(carry: Carry, target: Element): void {
  const anchor = target.closest('a');
  if (!anchor || !goesTo(carry, anchor)) return;
  // To another place of this page: a new address would load it again.
  if (anchor.host + anchor.pathname + anchor.search === location.host + location.pathname + location.search)
    return;
  const url = new URL(anchor.href);
  for (const [name, value] of parameters(carry)) url.searchParams.set(name, value);
  anchor.href = url.href;
}

/** A form marked `data-kolony` always gets them: so the shop's server has them without a line of script. */
function form(carry: Carry, { target: element, submitter }: SubmitEvent): void {
  if (!(element instanceof HTMLFormElement)) return;
  // A field named "action" hides the property: attributes cannot be hidden.
  const action = submitter?.getAttribute('formaction') ?? element.getAttribute('action');
  const address = new URL(action || location.href, document.baseURI);
  if (!element.hasAttribute('data-kolony') && !goesTo(carry, address)) return;
  for (const [name, value] of parameters(carry)) {
    const known = element.querySelector<HTMLInputElement>(`input[name=${name}]`);
    const field = known ?? document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    if (!known) element.append(field);
  }
}

function goesTo(
  { everywhere, hosts }: Carry,
  { protocol, host }: { protocol: string; host: string },
): boolean {
  return /^https?:$/.test(protocol) && (host === location.host ? everywhere() : hosts.includes(host));
}

function parameters({ memory }: Carry): [name: string, value: string][] {
  const { touches, visitor } = memory();
  if (!touches.length) return [];
  return visitor
    ? [
        ['kclid', touches.join('.')],
        ['kvid', visitor],
      ]
    : [['kclid', touches.join('.')]];
}
