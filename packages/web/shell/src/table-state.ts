'use client';
import type { Sort } from '@kolony/ui';
import { formatSort, parseSort, useUrlState } from './url-state.ts';

export interface TableState {
  /** What was typed into the search field. */
  q: string;
  sort: Sort | null;
  /** Chosen value per filter id; '' = all. */
  filters: Readonly<Record<string, string>>;
  active: boolean;
  setQ: (q: string) => void;
  setSort: (sort: Sort | null) => void;
  setFilter: (id: string, value: string) => void;
  reset: () => void;
}

/** A list's search, sort and filters, kept in the address. Two lists on a page need different `prefix`es. */
export function useTableState(
  options: { filterIds?: readonly string[]; defaultSort?: Sort | null; prefix?: string } = {},
): TableState {
  const prefix = options.prefix ?? '';
  const ids = options.filterIds ?? [];
  const defaults: Record<string, string> = {
    [`${prefix}q`]: '',
    [`${prefix}sort`]: formatSort(options.defaultSort ?? null),
    ...Object.fromEntries(ids.map((id) => [`${prefix}${id}`, ''])),
  };
  const [values, set] = useUrlState(defaults);
  const q = values[`${prefix}q`] ?? '';
  const filters = Object.fromEntries(ids.map((id) => [id, values[`${prefix}${id}`] ?? '']));
  return {
    q,
    sort: parseSort(values[`${prefix}sort`] ?? ''),
    filters,
    active: q !== '' || Object.values(filters).some((value) => value !== ''),
    setQ: (next) => set({ [`${prefix}q`]: next }),
    setSort: (next) => set({ [`${prefix}sort`]: formatSort(next) }),
    setFilter: (id, value) => set({ [`${prefix}${id}`]: value }),
    reset: () => set({ [`${prefix}q`]: '', ...Object.fromEntries(ids.map((id) => [`${prefix}${id}`, ''])) }),
  };
}
