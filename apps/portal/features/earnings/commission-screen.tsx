'use client';
import type { Explanation } from '@kolony/commissions/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { ExplanationTree } from '@kolony/shell/work';
import {
  Card,
  CardSkeleton,
  ErrorState,
  formatDate,
  formatMoney,
  formatPercent,
  Money,
  Notice,
  Stat,
  StatGroup,
  StatusBadge,
  useUi,
} from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { COMMISSION_TONE } from './commission-tone.ts';

const READING = ['clicks', 'rivals', 'terms', 'hold', 'refunds', 'ledger'] as const;

export function CommissionScreen({ id }: { id: string }) {
  const t = useTranslations('portal.commission');
  const titles = useTranslations('portal.earnings');
  const states = useTranslations('domain.commissionStates');
  const explain = useErrorMessage();
  const explanation = useQuery(useTrpc().earnings.explain.queryOptions({ id }));
  if (explanation.error && !explanation.data)
    return <ErrorState title={explain(explanation.error)} onRetry={() => explanation.refetch()} />;
  if (!explanation.data) return <CardSkeleton lines={10} />;
  const { commission } = explanation.data;
  return (
    <>
      <PageHeader
        title={t('title', { order: commission.orderId })}
        description={commission.campaignName}
        crumbs={[{ label: titles('title'), href: '/earnings' }, { label: commission.orderId }]}
        badge={<StatusBadge tone={COMMISSION_TONE[commission.state]}>{states(commission.state)}</StatusBadge>}
      />
      <div className="space-y-5">
        <InShort explanation={explanation.data} />
        <Card title={t('tree')} description={t('treeHint')}>
          <ExplanationTree
            explanation={explanation.data}
            nameOf={(kolId) => (kolId === commission.kolId ? t('you') : undefined)}
          />
        </Card>
        <Card title={t('reading')}>
          <ul className="list-disc space-y-1.5 ps-5 text-muted">
            {READING.map((id) => (
              <li key={id}>{t(`readings.${id}`)}</li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

/** The answer in three figures and one sentence, before the evidence. */
function InShort({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('portal.commission');
  const refusals = useTranslations('domain.refusals');
  const { locale, timeZone } = useUi();
  const { commission } = explanation;
  const { currency } = commission;
  const text = (amount: number) => formatMoney(amount, { currency, locale });
  return (
    <>
      {commission.refusedFor ? (
        <Notice tone="warning" title={t('refused')}>
          {refusals(commission.refusedFor)}
        </Notice>
      ) : (
        <Notice tone="info">
          {t(`sentences.${commission.state}`, {
            base: text(commission.base),
            rate: formatPercent(commission.rateBp / 10_000, locale, { digits: 2 }),
            amount: text(commission.amount),
            left: text(commission.amount - commission.reversed),
            until: formatDate(commission.holdUntil.getTime(), 'date', { locale, timeZone }),
          })}
        </Notice>
      )}
      <StatGroup columns={3}>
        <Stat label={t('earned')} value={<Money amount={commission.amount} currency={currency} />} />
        <Stat
          label={t('takenBack')}
          value={<Money amount={commission.reversed === 0 ? 0 : -commission.reversed} currency={currency} />}
        />
        <Stat
          label={t('left')}
          value={<Money amount={commission.amount - commission.reversed} currency={currency} />}
        />
      </StatGroup>
    </>
  );
}
