'use client';
import type { DealSummary } from '@kolony/deals/schema';
import { DataTable, PageHeader, useTableState } from '@kolony/shell';
import { DEAL_TONE, TurnBadge, useRulesInBrief } from '@kolony/shell/deal-room';
import { ButtonLink, RelativeTime, StatusBadge } from '@kolony/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { DEAL_STATES } from './deal-states.ts';
import { dealsQuery, nextPage } from './deals-query.ts';

/** All deals of the brand, over all campaigns: what waits for the brand is one filter away. */
export function DealsScreen() {
  const t = useTranslations('brand.deals');
  const states = useTranslations('domain.dealStates');
  const brief = useRulesInBrief();
  const state = useTableState({ filterIds: ['state', 'turn'] });
  const deals = useInfiniteQuery({
    ...useTrpc().deals.list.infiniteQueryOptions(
      dealsQuery({ q: state.q, state: state.filters.state }),
      nextPage,
    ),
    placeholderData: keepPreviousData,
  });
  const turn = state.filters.turn;
  const rows = deals.data?.pages
    .flatMap((page) => page.data)
    .filter((deal) => !turn || (turn === 'none' ? deal.turn === null : deal.turn === turn));
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <DataTable<DealSummary>
        caption={t('title')}
        rows={rows}
        error={deals.error}
        onRetry={() => deals.refetch()}
        rowKey={(deal) => deal.id}
        rowHref={(deal) => `/deals/${deal.id}`}
        state={state}
        searchLabel={t('search')}
        filters={[
          {
            id: 'state',
            label: t('state'),
            options: DEAL_STATES.map((value) => ({ value, label: states(value) })),
          },
          {
            id: 'turn',
            label: t('turn'),
            options: (['brand', 'kol', 'none'] as const).map((value) => ({
              value,
              label: t(`turns.${value}`),
            })),
          },
        ]}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (deal) => deal.kol.displayName },
          { id: 'campaign', header: t('campaign'), cell: (deal) => deal.campaign.name },
          {
            id: 'state',
            header: t('state'),
            cell: (deal) => <StatusBadge tone={DEAL_TONE[deal.state]}>{states(deal.state)}</StatusBadge>,
          },
          {
            id: 'turn',
            header: t('turn'),
            cell: (deal) => <TurnBadge turn={deal.turn} side="brand" other={deal.kol.displayName} />,
          },
          {
            id: 'rules',
            header: t('rules'),
            cell: (deal) => brief(deal.rules, deal.campaign.currency),
          },
          {
            id: 'invited',
            header: t('since'),
            cell: (deal) => <RelativeTime at={deal.answeredAt ?? deal.invitedAt} />,
            hideOnPhone: true,
          },
        ]}
        more={
          deals.hasNextPage
            ? { load: () => deals.fetchNextPage(), pending: deals.isFetchingNextPage }
            : undefined
        }
        empty={{
          icon: <Handshake />,
          title: t('noneYet'),
          description: t('noneYetHint'),
          action: (
            <ButtonLink href="/campaigns" variant="primary">
              {t('toCampaigns')}
            </ButtonLink>
          ),
        }}
      />
    </>
  );
}
