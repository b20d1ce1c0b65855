'use client';
import { useErrorMessage } from '@kolony/shell';
import { useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTrpc } from '../../trpc.ts';

/** What either side can do with a membership; the list is read again after each, also after a refusal. */
export function useMembershipActs() {
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const { memberships } = useTrpc();
  const options = {
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries({ queryKey: memberships.pathKey() }),
  } as const;
  return {
    answer: useMutation(memberships.answer.mutationOptions(options)),
    withdraw: useMutation(memberships.withdraw.mutationOptions(options)),
    end: useMutation(memberships.end.mutationOptions(options)),
  };
}
