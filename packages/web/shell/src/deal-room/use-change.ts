'use client';
import { useToast } from '@kolony/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useErrorMessage } from '../error-message.ts';

/**
 * What every change of a deal has in common: whatever came of it, everything shown is asked for again, so that a refusal
 * ("another offer is on the table") stands beside what is true now. A dialog that shows its own error takes `onSettled`
 * only.
 */
export function useChange() {
  const queries = useQueryClient();
  const toast = useToast();
  const explain = useErrorMessage();
  return {
    onSettled: () => {
      // Lists and figures may take their time; the deal itself is waited for, so that no dialog closes on an old state.
      void queries.invalidateQueries({ predicate: (query) => !isOneDeal(query) });
      return queries.invalidateQueries({ predicate: isOneDeal });
    },
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
  };
}

/** `deals.get` of the brand, `offers.get` of the KOL. */
function isOneDeal({ queryKey: [path] }: { queryKey: readonly unknown[] }): boolean {
  return Array.isArray(path) && (path[0] === 'deals' || path[0] === 'offers') && path[1] === 'get';
}
