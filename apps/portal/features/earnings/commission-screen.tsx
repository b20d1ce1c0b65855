'use client';
import type { CommissionSource, Explanation } from '@kolony/commissions/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { CheckNotice, HoldBadge } from '@kolony/shell/checks';
import { COMMISSION_TONE, useCommissionName } from '@kolony/shell/payouts';
import { ExplanationTree } from '@kolony/shell/work';
import { Card, CardSkeleton, DataList, ErrorState, Money, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMe } from '../frame/me.tsx';
import { InShort } from './in-short.tsx';

const READING = {
  order: ['clicks', 'rivals', 'terms', 'hold', 'refunds', 'ledger'],
  milestone: ['fee', 'ledger'],
  clicks: ['paidClicks', 'terms', 'ledger'],
  reward: ['reward', 'rewardDrop', 'ledger'],
} as const satisfies Record<CommissionSource, readonly string[]>;

/** One commission, from the sentence to the last ledger entry. */
export function CommissionScreen({ id }: { id: string }) {
  const explain = useErrorMessage();
  const explanation = useQuery(useTrpc().earnings.explain.queryOptions({ id }));
  if (explanation.error && !explanation.data)
    return <ErrorState title={explain(explanation.error)} onRetry={() => explanation.refetch()} />;
  if (!explanation.data) return <CardSkeleton lines={10} />;
  return <Explained explanation={explanation.data} />;
}

function Explained({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('portal.earnings.why');
  const titles = useTranslations('portal.earnings');
  const domain = useTranslations('domain');
  const isKol = useMe().as === 'kol';
  const name = useCommissionName()(explanation.commission);
  const { commission } = explanation;
  return (
    <>
      <PageHeader
        title={name}
        description={isKol ? commission.campaignName : `${commission.kolName} · ${commission.campaignName}`}
        crumbs={[{ label: titles('title'), href: '/earnings' }, { label: name }]}
        badge={
          <>
            <StatusBadge tone={COMMISSION_TONE[commission.state]}>
              {domain(`commissionStates.${commission.state}`)}
            </StatusBadge>
            <HoldBadge check={commission.check} frozen={commission.frozen} />
          </>
        }
      />
      <div className="space-y-5">
        {commission.check && <CheckNotice check={commission.check} />}
        <InShort explanation={explanation} />
        <Shares explanation={explanation} />
        <Card title={t('tree')} description={t('treeHint')}>
          <ExplanationTree
            explanation={explanation}
            nameOf={(kolId) =>
              kolId !== commission.kolId ? undefined : isKol ? t('you') : commission.kolName
            }
          />
        </Card>
        <Card title={t('reading')}>
          <ul className="list-disc space-y-1.5 ps-5 text-muted">
            {READING[commission.source].map((line) => (
              <li key={line}>{t(`readings.${line}`)}</li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

/** Who else is paid from the same amount; nothing when the KOL alone is. */
function Shares({ explanation: { commission, legs } }: { explanation: Explanation }) {
  const t = useTranslations('portal.earnings.why');
  if (legs.length === 0) return null;
  const money = (amount: number) => <Money amount={amount} currency={commission.currency} />;
  return (
    <Card title={t('shares')} description={t('sharesHint')}>
      <DataList
        items={[
          { id: commission.party, label: t('you'), value: money(commission.amount) },
          ...legs.map((leg) => ({ id: leg.party, label: leg.name, value: money(leg.amount) })),
          { id: 'outlay', label: t('together'), value: money(commission.outlay) },
        ]}
      />
    </Card>
  );
}
