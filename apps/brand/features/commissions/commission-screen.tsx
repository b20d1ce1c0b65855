'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { ExplanationTree } from '@kolony/shell/work';
import { Card, CardSkeleton, ErrorState, Money, Notice, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { COMMISSION_TONE } from '../campaigns/tones.ts';

/** Why this amount: down to the click, the terms and the ledger entries. */
export function CommissionScreen({ id }: { id: string }) {
  const t = useTranslations('brand.commission');
  const domain = useTranslations('domain');
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const explanation = useQuery(trpc.commissions.explain.queryOptions({ id }));
  const dealId = explanation.data?.commission.dealId;
  const deal = useQuery({
    ...trpc.deals.get.queryOptions({ id: dealId ?? '' }),
    enabled: dealId !== undefined,
  });
  if (explanation.error)
    return <ErrorState title={explain(explanation.error)} onRetry={() => explanation.refetch()} />;
  if (!explanation.data) return <CardSkeleton lines={8} />;
  const { commission } = explanation.data;
  const kol = deal.data?.kol;
  return (
    <>
      <PageHeader
        title={t('title', { order: commission.orderId })}
        description={kol?.displayName}
        crumbs={[
          { label: commission.campaignName, href: `/campaigns/${commission.campaignId}?tab=orders` },
          { label: commission.orderId },
        ]}
        badge={
          <StatusBadge tone={COMMISSION_TONE[commission.state]}>
            {domain(`commissionStates.${commission.state}`)}
          </StatusBadge>
        }
      />
      <div className="max-w-3xl space-y-5">
        {commission.refusedFor && (
          <Notice tone="warning">{domain(`refusals.${commission.refusedFor}`)}</Notice>
        )}
        <Card>
          <p className="mb-4 text-3xl font-semibold">
            <Money
              amount={commission.refusedFor ? 0 : commission.amount - commission.reversed}
              currency={commission.currency}
            />
          </p>
          <ExplanationTree
            explanation={explanation.data}
            nameOf={(id) => (id === kol?.id ? kol.displayName : undefined)}
          />
        </Card>
      </div>
    </>
  );
}
