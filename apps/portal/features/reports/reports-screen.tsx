'use client';
import { PageHeader, useErrorMessage, WHILE_SHOWN } from '@kolony/shell';
import { EmptyState, ErrorState, StatsSkeleton, TableSkeleton } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { Brought } from './brought.tsx';
import { ByWhat } from './by-what.tsx';
import { OwnFilters, useOwnQuestion } from './own-filters.tsx';
import { WhenAndFromWhere } from './when-and-from-where.tsx';

/** What came through the KOL's own links and codes. */
export function ReportsScreen() {
  const t = useTranslations('portal.reports');
  const explain = useErrorMessage();
  const asked = useOwnQuestion();
  const answer = useQuery({
    ...useTrpc().reports.own.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  const report = answer.data;
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <OwnFilters asked={asked} choices={report?.choices ?? []} currency={report?.currency} />
      {answer.error && !report && (
        <ErrorState title={explain(answer.error)} onRetry={() => answer.refetch()} />
      )}
      {!report && !answer.error && (
        <div className="space-y-5">
          <StatsSkeleton count={4} />
          <TableSkeleton rows={5} columns={3} />
        </div>
      )}
      {report &&
        (report.total.rawClicks + report.total.orders === 0 ? (
          <EmptyState icon={<ChartNoAxesCombined />} title={t('none')} description={t('noneAbout')} />
        ) : (
          <div className="space-y-5" aria-busy={answer.isPlaceholderData}>
            <Brought report={report} />
            <ByWhat report={report} />
            <WhenAndFromWhere report={report} />
          </div>
        ))}
    </>
  );
}
