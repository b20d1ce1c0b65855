'use client';
import { useErrorMessage } from '@kolony/shell';
import { ErrorState, StatsSkeleton, TableSkeleton } from '@kolony/ui';
import type { ReactNode } from 'react';
import { ComparedDays } from './beside.tsx';

/** An answer when it is there; its place until then, and what to do when it does not come. */
export function ReportAnswer<Report extends Parameters<typeof ComparedDays>[0]>({
  answer,
  children,
}: {
  /** A query's result. */
  answer: { data: Report | undefined; error: unknown; isPlaceholderData: boolean; refetch(): unknown };
  children(report: Report): ReactNode;
}) {
  const explain = useErrorMessage();
  const { data, error, refetch, isPlaceholderData } = answer;
  if (error && !data) return <ErrorState title={explain(error)} onRetry={() => refetch()} />;
  if (!data)
    return (
      <div className="space-y-5">
        <StatsSkeleton count={4} />
        <TableSkeleton rows={6} columns={5} />
      </div>
    );
  return (
    <div aria-busy={isPlaceholderData}>
      <ComparedDays earlier={data.earlier} />
      {children(data)}
    </div>
  );
}
