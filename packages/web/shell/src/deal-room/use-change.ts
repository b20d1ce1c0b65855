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
    onSettled: () => queries.invalidateQueries(),
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
  };
}
