'use client';
import type { BrandInputs, BrandOutputs } from '@kolony/rpc/brand';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useTrpc } from '../../trpc.ts';

export type View = BrandOutputs['views']['list'][number];
export type ReportOfView = BrandInputs['views']['save']['report'];

export const hrefOf = ({ report, search }: Pick<View, 'report' | 'search'>) =>
  `/reports/${report}${search ? `?${search}` : ''}`;

/** What follows a change of the views. */
export function useViewsChanged() {
  const trpc = useTrpc();
  const client = useQueryClient();
  return { onSuccess: () => client.invalidateQueries({ queryKey: trpc.views.list.queryKey() }) };
}

/** Asks the reader's own question where the address of a report asks none; once, so that it can be left again. */
export function useDefaultView(report: ReportOfView): void {
  const router = useRouter();
  const { data: views } = useQuery(useTrpc().views.list.queryOptions());
  const decided = useRef(false);
  useEffect(() => {
    if (!views || decided.current) return;
    decided.current = true;
    const view = views.find((one) => one.default && one.report === report);
    if (view && location.search === '') router.replace(hrefOf(view));
  }, [views, report, router]);
}
