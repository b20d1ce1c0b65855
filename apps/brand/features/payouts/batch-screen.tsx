'use client';
import type { PayoutBatch } from '@kolony/payouts/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { BATCH_TONE } from '@kolony/shell/payouts';
import {
  CardSkeleton,
  DateText,
  ErrorState,
  formatDate,
  formatMoney,
  Money,
  Notice,
  Stat,
  StatGroup,
  StatusBadge,
  TableSkeleton,
  useUi,
} from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { BankFiles } from './bank-files.tsx';
import { BatchActions } from './batch-actions.tsx';
import { BatchPayouts } from './batch-payouts.tsx';

/** One batch: what it pays to whom, who may approve it, and what became of every payout. */
export function BatchScreen({ id }: { id: string }) {
  const t = useTranslations('brand.payouts');
  const states = useTranslations('domain.batchStates');
  const explain = useErrorMessage();
  const { locale, timeZone } = useUi();
  const mayWrite = useMay()('payout.write');
  const found = useQuery(useTrpc().payouts.batch.queryOptions({ id }));
  if (found.error && !found.data)
    return <ErrorState title={explain(found.error)} onRetry={() => found.refetch()} />;
  if (!found.data) {
    return (
      <>
        <CardSkeleton lines={3} />
        <TableSkeleton rows={6} columns={6} />
      </>
    );
  }
  const batch = found.data;
  const at = formatDate(batch.createdAt.getTime(), 'datetime', { locale, timeZone });
  return (
    <>
      <PageHeader
        title={t('batchOf', { at })}
        crumbs={[
          { label: t('title'), href: '/payouts' },
          { label: t('tabs.batches'), href: '/payouts?tab=batches' },
          { label: at },
        ]}
        badge={<StatusBadge tone={BATCH_TONE[batch.state]}>{states(batch.state)}</StatusBadge>}
        actions={mayWrite && batch.state === 'proposed' && <BatchActions batch={batch} />}
      />
      <div className="space-y-5">
        <FourEyes batch={batch} />
        <Figures batch={batch} />
        {mayWrite && <BankFiles batch={batch} />}
        <BatchPayouts batch={batch} />
      </div>
    </>
  );
}

/** Why the reader may not approve it, or that a colleague may not and they may. */
function FourEyes({ batch }: { batch: PayoutBatch }) {
  const t = useTranslations('brand.payouts');
  const { locale } = useUi();
  if (batch.state !== 'proposed' || batch.fourEyesAbove === null) return null;
  const limit = formatMoney(batch.fourEyesAbove, { currency: batch.currency, locale });
  return batch.needsAnother ? (
    <Notice tone="warning" title={t('fourEyes.yours', { limit })}>
      <span id="four-eyes">{t('fourEyes.yoursHint')}</span>
    </Notice>
  ) : (
    <Notice tone="info">{t('fourEyes.theirs', { limit, name: batch.createdByName ?? t('schedule') })}</Notice>
  );
}

function Figures({ batch }: { batch: PayoutBatch }) {
  const t = useTranslations('brand.payouts');
  const providers = useTranslations('domain.providers');
  const { payouts, currency } = batch;
  const withheld = payouts.reduce((sum, payout) => sum + payout.withheld, 0);
  const paid = payouts.filter((payout) => payout.state === 'paid');
  return (
    <StatGroup columns={5}>
      <Stat
        label={t('sum')}
        value={<Money amount={batch.total} currency={currency} />}
        hint={t('payees', { count: payouts.length })}
      />
      <Stat
        label={t('withheld')}
        value={<Money amount={withheld} currency={currency} />}
        hint={t('withheldHint')}
      />
      <Stat
        label={t('paidSum')}
        value={<Money amount={paid.reduce((sum, { net }) => sum + net, 0)} currency={currency} />}
        hint={t('paidCount', { paid: paid.length, all: payouts.length })}
      />
      <Stat
        label={t('preparedBy')}
        value={<span className="text-md">{batch.createdByName ?? t('schedule')}</span>}
        hint={providers(batch.provider)}
      />
      <Stat
        label={t('approvedBy')}
        value={<span className="text-md">{batch.approvedByName ?? '–'}</span>}
        hint={batch.approvedAt && <DateText at={batch.approvedAt} style="datetime" />}
      />
    </StatGroup>
  );
}
