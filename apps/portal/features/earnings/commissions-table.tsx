'use client';
import type { Commission, CommissionSource, CommissionState } from '@kolony/commissions/schema';
import { DataTable } from '@kolony/shell';
import { HoldBadge } from '@kolony/shell/checks';
import { COMMISSION_TONE, useCommissionName } from '@kolony/shell/payouts';
import { DateText, Money, StatusBadge } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMe } from '../frame/me.tsx';
import { EARNINGS, nextPage } from './earnings-query.ts';

const SOURCES = ['order', 'milestone', 'clicks', 'reward'] as const satisfies readonly CommissionSource[];
const STATES = [
  'pending',
  'payable',
  'in_payout',
  'paid',
  'reversed',
  'refused',
] as const satisfies readonly CommissionState[];

/** The own commissions from every source, the newest first; an agency's say through which KOL. */
export function CommissionsTable() {
  const t = useTranslations('portal.earnings.list');
  const domain = useTranslations('domain');
  const nameOf = useCommissionName();
  const isKol = useMe().as === 'kol';
  const list = useInfiniteQuery(useTrpc().earnings.list.infiniteQueryOptions(EARNINGS, nextPage));
  return (
    <section aria-labelledby="commissions">
      <h2 id="commissions" className="mb-1 text-lg font-semibold">
        {t('title')}
      </h2>
      <p className="mb-3 text-muted">{t('about')}</p>
      <DataTable
        caption={t('title')}
        rows={list.data?.pages.flatMap((page) => page.data)}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(commission) => commission.id}
        rowHref={(commission) => `/earnings/${commission.id}`}
        filters={[
          {
            id: 'source',
            label: t('source'),
            options: SOURCES.map((value) => ({ value, label: domain(`commissionSources.${value}`) })),
            match: (commission, value) => commission.source === value,
          },
          {
            id: 'state',
            label: t('state'),
            options: STATES.map((value) => ({ value, label: domain(`commissionStates.${value}`) })),
            match: (commission, value) => commission.state === value,
          },
        ]}
        columns={[
          { id: 'for', header: t('for'), primary: true, cell: (commission) => nameOf(commission) },
          ...(isKol
            ? []
            : [{ id: 'kol', header: t('kol'), cell: (commission: Commission) => commission.kolName }]),
          { id: 'campaign', header: t('campaign'), cell: (commission) => commission.campaignName },
          { id: 'state', header: t('state'), cell: (commission) => <State commission={commission} /> },
          {
            id: 'amount',
            header: t('amount'),
            numeric: true,
            cell: (commission) => <Amount commission={commission} />,
          },
          {
            id: 'hold',
            header: t('holdUntil'),
            cell: ({ state, holdUntil, frozen }) =>
              state !== 'pending' ? '–' : frozen ? t('frozen') : <DateText at={holdUntil} style="date" />,
          },
          {
            id: 'earned',
            header: t('earned'),
            hideOnPhone: true,
            cell: ({ createdAt }) => <DateText at={createdAt} style="date" />,
          },
        ]}
        more={
          list.hasNextPage
            ? { load: () => void list.fetchNextPage(), pending: list.isFetchingNextPage }
            : undefined
        }
        empty={{ title: t('none'), description: t('noneHint') }}
      />
    </section>
  );
}

function State({ commission }: { commission: Commission }) {
  const domain = useTranslations('domain');
  const { state, check, frozen } = commission;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <StatusBadge tone={COMMISSION_TONE[state]}>{domain(`commissionStates.${state}`)}</StatusBadge>
      <HoldBadge check={check} frozen={frozen} />
    </span>
  );
}

/** What is left; struck through beneath it what was priced, when that is more. */
function Amount({ commission }: { commission: Commission }) {
  const { amount, reversed, currency, refusedFor } = commission;
  return (
    <span className="block text-end">
      <Money amount={refusedFor ? 0 : amount - reversed} currency={currency} />
      {(reversed !== 0 || refusedFor) && (
        <span className="block text-sm text-muted line-through">
          <Money amount={amount} currency={currency} />
        </span>
      )}
    </span>
  );
}
