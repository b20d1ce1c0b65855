'use client';
import type { Sort } from '@kolony/ui';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/**
 * Small state that belongs in the address (filters, search, tab, date range): survives reload, can be sent to a
 * colleague, Back works. Values equal to their default are left out. Writing does not ask the server.
 */
export function useUrlState<Keys extends string>(
  defaults: Readonly<Record<Keys, string>>,
): [Record<Keys, string>, (patch: Partial<Record<Keys, string>>) => void] {
  const params = useSearchParams();
  const pathname = usePathname();
  const key = JSON.stringify(defaults);
  const values = useMemo(() => {
    const fallback: Record<string, string> = JSON.parse(key);
    return Object.fromEntries(
      Object.entries(fallback).map(([name, value]) => [name, params.get(name) ?? value]),
    ) as Record<Keys, string>;
  }, [params, key]);
  const set = useCallback(
    (patch: Partial<Record<Keys, string>>) => {
      const fallback: Record<string, string> = JSON.parse(key);
      const next = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries<string | undefined>(patch)) {
        if (value === undefined || value === fallback[name]) next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      history.replaceState(null, '', query ? `${pathname}?${query}` : pathname);
    },
    [key, pathname],
  );
  return [values, set];
}

/** `-amount` ↔ `{ id: 'amount', desc: true }`. */
export function parseSort(text: string): Sort | null {
  if (text === '' || text === '-') return null;
  return text.startsWith('-') ? { id: text.slice(1), desc: true } : { id: text, desc: false };
}

export function formatSort(sort: Sort | null): string {
  return sort === null ? '' : `${sort.desc ? '-' : ''}${sort.id}`;
}
