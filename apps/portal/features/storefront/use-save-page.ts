'use client';
import { useErrorMessage } from '@kolony/shell';
import { useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTrpc } from '../../trpc.ts';

/** Saves the page; what it answers is shown at once. */
export function useSavePage() {
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  return useMutation(
    trpc.storefront.set.mutationOptions({
      onSuccess: (page) => queries.setQueryData(trpc.storefront.get.queryKey(), page),
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
    }),
  );
}
