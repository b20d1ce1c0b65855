import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { placeOf } from './address.ts';
import { type Range, rangeTable } from './ranges.ts';

const { resolve } = createRequire(import.meta.url);
const PIECE = 256 * 1024;
/** Public domain (CC0): the registries' records and the networks' own routes, twice a week. */
const FILES = ['ipv4', 'ipv6'].map(
  (kind) => `@ip-location-db/geo-whois-asn-country/geo-whois-asn-country-${kind}.csv`,
);

/**
 * The country of an address, ISO 3166-1 alpha-2, or '' when nobody says: the registries' word, read once into some five
 * megabytes. Good for a chart and for a route by country; not for proving where somebody is.
 */
export function openCountries(): (address: string) => string {
  const table = rangeTable(ranges());
  const names = new Map<number, string>([[0, '']]);
  return (address) => {
    const value = table(address);
    const known = names.get(value);
    if (known !== undefined) return known;
    const name = String.fromCharCode(value >> 8, value & 0xff);
    names.set(value, name);
    return name;
  };
}

/** Lines like `1.0.0.0,1.0.0.255,AU`; the two letters are the value. Read in pieces: the files are 23 megabytes. */
function* ranges(): Generator<Range> {
  const piece = Buffer.allocUnsafe(PIECE);
  for (const file of FILES) {
    const handle = openSync(resolve(file), 'r');
    try {
      for (let rest = 0, end = -1; end !== 0; ) {
        end = readSync(handle, piece, rest, PIECE - rest, null);
        const text = piece.toString('latin1', 0, rest + end);
        // A last line may have no end.
        const whole = end === 0 ? text.length : text.lastIndexOf('\n') + 1;
        yield* rangesIn(text, whole);
        rest = piece.copy(piece, 0, whole, rest + end);
      }
    } finally {
      closeSync(handle);
    }
  }
}

function* rangesIn(text: string, end: number): Generator<Range> {
  for (let at = 0; at < end; ) {
    const first = text.indexOf(',', at);
    const second = text.indexOf(',', first + 1);
    yield {
      from: placeOf(text, at, first),
      to: placeOf(text, first + 1, second),
      value: (text.charCodeAt(second + 1) << 8) | text.charCodeAt(second + 2),
    };
    const next = text.indexOf('\n', second);
    at = next === -1 ? end : next + 1;
  }
}
