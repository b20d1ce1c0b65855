import { readFileSync } from 'node:fs';
import { IPV6_FROM, placeOf } from './address.ts';
import { type Range, rangeTable } from './ranges.ts';

const FILE = new URL('../../data/datacentres.txt', import.meta.url);

/**
 * Whether an address belongs to a data centre: a machine clicked, whatever it calls itself. The list is a file of this
 * room, made by scripts/datacentres.ts; what must never be in it (carriers, relays of browsers) is said there.
 */
export function openDatacentres(): (address: string) => boolean {
  const table = rangeTable(readFileSync(FILE, 'utf8').split('\n').flatMap(rangeOf));
  return (address) => table(address) !== 0;
}

/** `203.0.113.0/24` or `2001:db8::/32`; a comment is nothing. */
function rangeOf(line: string): Range[] {
  const [address = '', bits] = line.split('/');
  const from = placeOf(address);
  if (bits === undefined || from < 0) return [];
  const size = 2 ** ((from < IPV6_FROM ? 32 : 48) - Number(bits));
  return [{ from, to: from + size - 1, value: 1 }];
}
