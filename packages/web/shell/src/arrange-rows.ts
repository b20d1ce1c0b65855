import type { Sort } from '@kolony/ui';

export interface Arrangement<Row> {
  q: string;
  sort: Sort | null;
  filters: Readonly<Record<string, string>>;
  searchText?: (row: Row) => string;
  matches: Readonly<Record<string, (row: Row, value: string) => boolean>>;
  sortValues: Readonly<Record<string, (row: Row) => string | number | null>>;
  locale: string;
}

/** Search (every word), filters, then a stable sort; rows without a value come last whichever way it goes. */
export function arrangeRows<Row>(rows: readonly Row[], by: Arrangement<Row>): Row[] {
  const words = by.q.toLocaleLowerCase(by.locale).split(/\s+/).filter(Boolean);
  const kept = rows.filter((row) => {
    const text = by.searchText?.(row).toLocaleLowerCase(by.locale) ?? '';
    if (by.searchText && !words.every((word) => text.includes(word))) return false;
    return Object.entries(by.filters).every(
      ([id, value]) => value === '' || (by.matches[id]?.(row, value) ?? true),
    );
  });
  const sort = by.sort;
  const sortValue = sort ? by.sortValues[sort.id] : undefined;
  if (!sort || !sortValue) return kept;
  const collator = new Intl.Collator(by.locale, { numeric: true });
  return kept.sort((a, b) => {
    const left = sortValue(a);
    const right = sortValue(b);
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right));
    return sort.desc ? -order : order;
  });
}
