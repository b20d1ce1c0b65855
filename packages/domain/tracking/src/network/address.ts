/** IPv4 is 0 … 2^32 − 1 on the line of addresses, the /48 of an IPv6 address comes after: 48 bits more. */
export const IPV6_FROM = 2 ** 32;

const groups = new Uint16Array(8);

/**
 * An address as its place on one line of numbers, so that ranges of both kinds are looked up in one table; −1 for what is
 * no address. IPv6 counts by the /48, the smallest network that is given to anybody; an IPv4 address in IPv6 form is IPv4.
 * Makes no garbage: it is asked on every click, and half a million times at the start, of addresses amid a text.
 */
export function placeOf(text: string, from = 0, to = text.length): number {
  let colon = -1;
  let dot = -1;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 58) colon = at;
    else if (code === 46) dot = at;
  }
  if (colon === -1) return ipv4Of(text, from, to);
  return dot < colon ? ipv6Of(text, from, to) : ipv4Of(text, colon + 1, to);
}

function ipv4Of(text: string, from: number, to: number): number {
  let whole = 0;
  let part = -1;
  let dots = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      part = (part === -1 ? 0 : part) * 10 + digit;
      if (part > 255) return -1;
    } else if (digit === -2 && part !== -1 && dots < 3) {
      whole = whole * 256 + part;
      part = -1;
      dots += 1;
    } else return -1;
  }
  return dots === 3 && part !== -1 ? whole * 256 + part : -1;
}

function ipv6Of(text: string, from: number, to: number): number {
  let count = 0;
  let gap = -1;
  let group = -1;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    // A zone: fe80::1%eth0.
    if (code === 37) break;
    if (code !== 58) {
      const digit = hexOf(code);
      if (digit === -1) return -1;
      group = (group === -1 ? 0 : group) * 16 + digit;
      if (group > 0xffff) return -1;
    } else if (group !== -1) {
      if (count === 7) return -1;
      groups[count++] = group;
      group = -1;
    }
    if (code === 58 && at + 1 < to && text.charCodeAt(at + 1) === 58) {
      if (gap !== -1) return -1;
      gap = count;
    }
  }
  if (group !== -1) groups[count++] = group;
  if (gap === -1 ? count !== 8 : count > 7) return -1;
  return (
    IPV6_FROM + (groupAt(0, gap, count) * 65_536 + groupAt(1, gap, count)) * 65_536 + groupAt(2, gap, count)
  );
}

/** The group at a position of the whole address, the `::` filled with zeros. */
function groupAt(position: number, gap: number, count: number): number {
  if (gap === -1 || position < gap) return groups[position] ?? 0;
  const behind = position - (8 - count);
  return behind < gap ? 0 : (groups[behind] ?? 0);
}

function hexOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = (code | 32) - 97;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}
