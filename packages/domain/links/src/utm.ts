import type { Utm } from './schema.ts';

const FIELDS = ['source', 'medium', 'campaign', 'content', 'term'] as const;

/** The address with exactly these UTM parameters; everything else of it stays. */
export function withUtm(address: string, utm: Utm): string {
  const url = new URL(address);
  for (const field of FIELDS) {
    const value = utm[field];
    if (value === undefined) url.searchParams.delete(`utm_${field}`);
    else url.searchParams.set(`utm_${field}`, value);
  }
  return url.href;
}

/** What of an address is UTM. */
export function utmOf(address: string): Utm {
  const params = URL.parse(address)?.searchParams;
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = params?.get(`utm_${field}`);
      return value ? [[field, value.slice(0, 100)]] : [];
    }),
  );
}
