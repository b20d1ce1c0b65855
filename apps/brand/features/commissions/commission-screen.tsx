'use client';
import type { Explanation } from '@kolony/commissions/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { CheckNotice, HoldBadge } from '@kolony/shell/checks';
import { COMMISSION_TONE, useCommissionName } from '@kolony/shell/payouts';
import { ExplanationTree } from '@kolony/shell/work';
import {
  Card,
  CardSkeleton,
  DataList,
  DateText,
  ErrorState,
  Link,
  Money,
  Notice,
  StatusBadge,
} from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

/** Why this amount: down to the click, the terms and the ledger entries. */
export function CommissionScreen({ id }: { id: string }) {
  const t = useTranslations('brand.commissions');
  const domain = useTranslations('domain');
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const nameOf = useCommissionName();
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
  // A KOL's own name is the deal's; an agency's is in the Terms that priced the commission.
  const party =
    deal.data?.terms.flatMap((terms) => terms.legs).find((leg) => leg.party === commission.party)?.name ??
    (commission.party === `kol:${kol?.id}` ? kol?.displayName : undefined);
  const name = nameOf(commission);
  return (
    <>
      <PageHeader
        title={name}
        description={party}
        crumbs={[
          { label: t('title'), href: `/commissions?campaign=${commission.campaignId}` },
          { label: commission.campaignName, href: `/campaigns/${commission.campaignId}?tab=orders` },
          { label: name },
        ]}
        badge={
          <>
            <StatusBadge tone={COMMISSION_TONE[commission.state]}>
              {domain(`commissionStates.${commission.state}`)}
            </StatusBadge>
            <HoldBadge check={commission.check} frozen={commission.frozen} />
          </>
        }
      />
      <div className="grid gap-5 xl:grid-cols-3">
        <div className="space-y-5 xl:col-span-2">
          {commission.refusedFor && (
            <Notice tone="warning">{domain(`refusals.${commission.refusedFor}`)}</Notice>
          )}
          {commission.check && <CheckNotice check={commission.check} />}
          {commission.frozen && commission.check?.state !== 'held' && (
            <Notice tone="info">{t('frozenAbout')}</Notice>
          )}
          <Card title={t('why')}>
            <ExplanationTree
              explanation={explanation.data}
              nameOf={(kolId) => (kolId === kol?.id ? kol.displayName : undefined)}
            />
          </Card>
        </div>
        <Shares explanation={explanation.data} name={party} />
      </div>
    </>
  );
}

/** Who shares the same outlay, and what is left of this part. */
function Shares({ explanation, name }: { explanation: Explanation; name: string | undefined }) {
  const t = useTranslations('brand.commissions');
  const kinds = useTranslations('domain.payeeKinds');
  const { commission, legs } = explanation;
  const { currency, amount, reversed, refusedFor } = commission;
  const money = (value: number) => <Money amount={value} currency={currency} />;
  return (
    <div className="space-y-5">
      <Card title={t('thisPart')}>
        <p className="mb-4 text-3xl font-semibold tracking-tight">
          {money(refusedFor ? 0 : amount - reversed)}
        </p>
        <DataList
          items={[
            { id: 'amount', label: t('priced'), value: money(amount) },
            { id: 'reversed', label: t('reversed'), value: money(reversed === 0 ? 0 : -reversed) },
            {
              id: 'hold',
              label: t('holdUntil'),
              value: <DateText at={commission.holdUntil} style="datetime" />,
            },
            {
              id: 'deal',
              label: t('terms'),
              value: (
                <Link href={`/deals/${commission.dealId}`}>
                  {t('termsVersion', { version: commission.termsVersion })}
                </Link>
              ),
            },
          ]}
        />
      </Card>
      {legs.length > 0 && (
        <Card title={t('outlay')} description={t('outlayAbout')}>
          <DataList
            items={[
              {
                id: commission.party,
                label: name ?? kinds(commission.party.startsWith('agency:') ? 'agency' : 'kol'),
                value: money(amount),
                hint: t('thisPart'),
              },
              ...legs.map((leg) => ({ id: leg.party, label: leg.name, value: money(leg.amount) })),
              { id: 'outlay', label: t('together'), value: money(commission.outlay) },
            ]}
          />
        </Card>
      )}
    </div>
  );
}
