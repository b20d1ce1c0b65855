'use client';
import type { Commission, CommissionSource, CommissionState } from '@kolony/commissions/schema';
import { DataTable, PageHeader, useUrlState } from '@kolony/shell';
import { HoldBadge } from '@kolony/shell/checks';
import { COMMISSION_TONE, useCommissionName } from '@kolony/shell/payouts';
import { Button, DateText, Money, StatusBadge } from '@kolony/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { commissionsQuery, nextPage } from './commissions-query.ts';

const SOURCES = ['order', 'milestone', 'clicks', 'reward'] as const satisfies readonly CommissionSource[];
const STATES = [
  'pending',
  'payable',
  'in_payout',
  'paid',
  'reversed',
  'refused',
] as const satisfies readonly CommissionState[];

/** Every leg of every commission, the newest first; a campaign's or a deal's alone by the address. */
export function CommissionsScreen() {
  const t = useTranslations('brand.commissions');
  const domain = useTranslations('domain');
  const nameOf = useCommissionName();
  const [{ campaign, deal }, set] = useUrlState({ campaign: '', deal: '' });
  const list = useInfiniteQuery({
    ...useTrpc().commissions.list.infiniteQueryOptions(
      commissionsQuery({ campaignId: campaign, dealId: deal }),
      nextPage,
    ),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <DataTable
        caption={t('title')}
        rows={rows}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/commissions/${row.id}`}
        searchText={(row) => `${nameOf(row)} ${row.campaignName}`}
        actions={
          (campaign || deal) && (
            <Button variant="ghost" onClick={() => set({ campaign: '', deal: '' })}>
              {t('showAll')}
            </Button>
          )
        }
        filters={[
          {
            id: 'source',
            label: t('source'),
            options: SOURCES.map((value) => ({ value, label: domain(`commissionSources.${value}`) })),
            match: (row, value) => row.source === value,
          },
          {
            id: 'state',
            label: t('state'),
            options: STATES.map((value) => ({ value, label: domain(`commissionStates.${value}`) })),
            match: (row, value) => row.state === value,
          },
        ]}
        columns={[
          { id: 'for', header: t('for'), primary: true, cell: (row) => nameOf(row) },
          { id: 'campaign', header: t('campaign'), cell: (row) => row.campaignName },
          { id: 'party', header: t('party'), cell: (row) => domain(`payeeKinds.${kindOf(row)}`) },
          { id: 'state', header: t('state'), cell: (row) => <State commission={row} /> },
          {
            id: 'outlay',
            header: t('outlay'),
            numeric: true,
            hideOnPhone: true,
            cell: (row) => <Money amount={row.outlay} currency={row.currency} />,
          },
          { id: 'amount', header: t('amount'), numeric: true, cell: (row) => <Amount commission={row} /> },
          {
            id: 'created',
            header: t('created'),
            cell: (row) => <DateText at={row.createdAt} style="datetime" />,
          },
        ]}
        more={
          list.hasNextPage
            ? { load: () => void list.fetchNextPage(), pending: list.isFetchingNextPage }
            : undefined
        }
        empty={{ icon: <ReceiptText />, title: t('none'), description: t('noneHint') }}
      />
    </>
  );
}

/** `kol:…` and `agency:…` say whose money it is. */
function kindOf({ party }: Commission): 'kol' | 'agency' {
  return party.startsWith('agency:') ? 'agency' : 'kol';
}

function State({ commission }: { commission: Commission }) {
  const domain = useTranslations('domain');
  const { state, check, frozen, refusedFor } = commission;
  return (
    <span className="block text-end sm:text-start">
      <span className="inline-flex flex-wrap gap-1.5">
        <StatusBadge tone={COMMISSION_TONE[state]}>{domain(`commissionStates.${state}`)}</StatusBadge>
        <HoldBadge check={check} frozen={frozen} />
      </span>
      {refusedFor && <span className="block text-sm text-muted">{domain(`refusals.${refusedFor}`)}</span>}
    </span>
  );
}

/** What is left; struck through beside it what was priced, when refunds took some of it. */
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
