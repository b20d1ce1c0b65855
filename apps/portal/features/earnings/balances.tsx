'use client';
import type { EarningsBalance } from '@kolony/commissions/schema';
import { useErrorMessage } from '@kolony/shell';
import { ButtonLink, Card, EmptyState, ErrorState, Money, Stat, StatGroup, StatsSkeleton } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Wallet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMe } from '../frame/me.tsx';

/** What each brand holds for the KOL or agency, per currency: amounts of different brands or currencies are never added up. */
export function Balances() {
  const t = useTranslations('portal.earnings.balances');
  const explain = useErrorMessage();
  const isKol = useMe().as === 'kol';
  const balances = useQuery(useTrpc().earnings.balances.queryOptions());
  if (balances.error && !balances.data)
    return <ErrorState title={explain(balances.error)} onRetry={() => balances.refetch()} />;
  if (!balances.data) return <StatsSkeleton count={4} />;
  if (balances.data.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Wallet />}
          title={t('none')}
          description={t(isKol ? 'noneHint' : 'noneHintAgency')}
          action={
            <ButtonLink href={isKol ? '/deals' : '/roster'} variant="primary">
              {t(isKol ? 'toDeals' : 'toRoster')}
            </ButtonLink>
          }
        />
      </Card>
    );
  }
  return <BalanceCards balances={balances.data} />;
}

/** One card per brand and currency. */
function BalanceCards({ balances }: { balances: readonly EarningsBalance[] }) {
  return balances.map((balance) => (
    <Balance key={`${balance.brandId}-${balance.currency}`} balance={balance} />
  ));
}

function Balance({ balance }: { balance: EarningsBalance }) {
  const t = useTranslations('portal.earnings.balances');
  const accounts = useTranslations('domain.accounts');
  const states = useTranslations('domain.commissionStates');
  const money = (amount: number) => <Money amount={amount} currency={balance.currency} />;
  return (
    <Card title={t('of', { brand: balance.brandName, currency: balance.currency })}>
      <StatGroup columns={balance.owed > 0 ? 5 : 4} card={false}>
        <Stat label={accounts('pending')} value={money(balance.pending)} hint={t('pending')} />
        <Stat label={accounts('payable')} value={money(balance.payable)} hint={t('payable')} />
        <Stat label={accounts('in_payout')} value={money(balance.inPayout)} hint={t('inPayout')} />
        <Stat label={states('paid')} value={money(balance.paid)} hint={t('paid')} />
        {balance.owed > 0 && (
          <Stat label={accounts('clawback')} value={money(-balance.owed)} hint={t('owed')} />
        )}
      </StatGroup>
    </Card>
  );
}
