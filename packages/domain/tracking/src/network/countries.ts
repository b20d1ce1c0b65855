import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { placeOf } from './address.ts';
import { type Range, rangeTable } from './ranges.ts';

const { resolve } = createRequire(import.meta.url);
/** Public domain (CC0): the registries' records and the networks' own routes, twice a week. */
const FILES = ['ipv4', 'ipv6'].map(
  (kind) => `@ip-location-db/geo-whois-asn-country/geo-whois-asn-country-${kind}.csv`,
);

/**
 * The country of an address, ISO 3166-1 alpha-2, or '' when nobody says: the registries' word, read once into some ten
 * megabytes. Good for a chart and for a route by country; not for proving where somebody is.
 */
export async function openCountries(): Promise<(address: string) => string> {
  const texts = await Promise.all(FILES.map((file) => readFile(resolve(file), 'latin1')));
  const names: string[] = [''];
  const numbers = new Map<string, number>();
  function numberOf(name: string): number {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  }
  function* ranges(): Generator<Range> {
    for (const text of texts)
      for (let at = 0; at < text.length; ) {
        // 1.0.0.0,1.0.0.255,AU
        const first = text.indexOf(',', at);
        const second = text.indexOf(',', first + 1);
        const end = text.indexOf('\n', second);
        const to = end === -1 ? text.length : end;
        yield {
          from: placeOf(text.slice(at, first)),
          to: placeOf(text.slice(first + 1, second)),
          value: numberOf(text.slice(second + 1, second + 3)),
        };
        at = to + 1;
      }
  }
  const table = rangeTable(ranges());
  return (address) => names[table(address)] ?? '';
}
