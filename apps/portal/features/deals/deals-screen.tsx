'use client';
import type { DealState, DealSummary } from '@kolony/deals/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { ButtonLink, Card, CardSkeleton, EmptyState, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { DealRow } from './deal-row.tsx';

const GROUPS: readonly { id: 'waiting' | 'sent' | 'active' | 'past'; states: readonly DealState[] }[] = [
  { id: 'waiting', states: ['invited'] },
  { id: 'sent', states: ['applied', 'countered'] },
  { id: 'active', states: ['active', 'paused'] },
  { id: 'past', states: ['ended', 'terminated', 'declined', 'withdrawn', 'expired'] },
];

/** What waits for an answer first, then what the brand answers, what earns, and what is over. */
export function DealsScreen() {
  const t = useTranslations('portal.deals');
  const explain = useErrorMessage();
  const deals = useQuery(useTrpc().offers.list.queryOptions({ limit: 200 }));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={<ButtonLink href="/discover">{t('discover')}</ButtonLink>}
      />
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
    return (
      <EmptyState
        icon={<Handshake />}
        title={t('none')}
        description={t('noneHint')}
        action={
          <ButtonLink href="/discover" variant="primary">
            {t('discover')}
          </ButtonLink>
        }
      />
    );
  return (
    <div className="space-y-6">
      {GROUPS.map(({ id, states }) => {
        const rows = mineFirst(deals.filter((deal) => states.includes(deal.state)));
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

/** Otherwise the newest first, as the server has them. */
function mineFirst(deals: readonly DealSummary[]): DealSummary[] {
  return deals.toSorted((a, b) => Number(b.turn === 'kol') - Number(a.turn === 'kol'));
}
