'use client';
import type { DealState, DealSummary } from '@kolony/deals/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Card, CardSkeleton, EmptyState, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { DealRow } from './deal-row.tsx';

const GROUPS: readonly { id: 'waiting' | 'active' | 'past'; states: readonly DealState[] }[] = [
  { id: 'waiting', states: ['invited'] },
  { id: 'active', states: ['active'] },
  { id: 'past', states: ['ended', 'declined', 'withdrawn'] },
];

/** What waits for an answer first, then what earns, then what is over. */
export function DealsScreen() {
  const t = useTranslations('portal.deals');
  const explain = useErrorMessage();
  const deals = useQuery(useTrpc().offers.list.queryOptions({ limit: 200 }));
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      {deals.error && !deals.data && (
        <ErrorState title={explain(deals.error)} onRetry={() => deals.refetch()} />
      )}
      {!deals.data && !deals.error && <CardSkeleton lines={6} />}
      {deals.data && <Groups deals={deals.data.data} />}
    </>
  );
}

function Groups({ deals }: { deals: readonly DealSummary[] }) {
  const t = useTranslations('portal.deals');
  if (deals.length === 0)
    return <EmptyState icon={<Handshake />} title={t('none')} description={t('noneHint')} />;
  return (
    <div className="space-y-6">
      {GROUPS.map(({ id, states }) => {
        const rows = deals.filter((deal) => states.includes(deal.state));
        if (rows.length === 0) return null;
        return (
          <Card
            key={id}
            flush
            title={t(`groups.${id}`, { count: rows.length })}
            description={t(`hints.${id}`)}
          >
            <ul className="divide-y divide-border">
              {rows.map((deal) => (
                <DealRow key={deal.id} deal={deal} />
              ))}
            </ul>
          </Card>
        );
      })}
    </div>
  );
}
