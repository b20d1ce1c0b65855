'use client';
import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal } from '@kolony/deals/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import {
  DEAL_TONE,
  EarlierRounds,
  GuaranteeCard,
  MilestoneList,
  OfferOnTable,
  RateLockNotice,
  SampleList,
  TermsVersions,
} from '@kolony/shell/deal-room';
import { DealTimeline } from '@kolony/shell/work';
import { Button, ButtonLink, Card, CardSkeleton, ErrorState, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import type { Ask, Asking } from './asking.ts';
import { DealCodes } from './deal-codes.tsx';
import { DealDialogs } from './deal-dialogs.tsx';
import { DealLinks } from './deal-links.tsx';
import { DealMenu } from './deal-menu.tsx';
import { DealNextStep } from './deal-next-step.tsx';
import { DealWork } from './deal-work.tsx';

export function DealScreen({ id }: { id: string }) {
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const deal = useQuery(trpc.deals.get.queryOptions({ id }));
  const guarantee = useQuery(trpc.guarantees.get.queryOptions({ dealId: id }));
  if (deal.error && !deal.data)
    return <ErrorState title={explain(deal.error)} onRetry={() => deal.refetch()} />;
  if (!deal.data) return <CardSkeleton lines={8} />;
  return <DealRoom deal={deal.data} guarantee={guarantee.data ?? null} />;
}

/** The brand's side of the deal room: what to do next, then what is agreed and how far it is. */
function DealRoom({ deal, guarantee }: { deal: Deal; guarantee: Guarantee | null }) {
  const t = useTranslations('brand.deal');
  const titles = useTranslations('brand.deals');
  const states = useTranslations('domain.dealStates');
  const may = useMay();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { campaign, kol, state } = deal;
  const agreed = deal.terms.length > 0;
  const sides = { side: 'brand', other: kol.displayName } as const;
  return (
    <>
      <PageHeader
        title={kol.displayName}
        description={`@${kol.handle} · ${campaign.name}`}
        crumbs={[{ label: titles('title'), href: '/deals' }, { label: kol.displayName }]}
        badge={<StatusBadge tone={DEAL_TONE[state]}>{states(state)}</StatusBadge>}
        actions={
          <>
            <ButtonLink href={`/campaigns/${campaign.id}?tab=deals`}>{t('campaign')}</ButtonLink>
            {may('payout.read') && agreed && (
              <ButtonLink href={`/statements/kol:${kol.id}?currency=${campaign.currency}`}>
                {t('statement')}
              </ButtonLink>
            )}
            {may('deal.write') && <DealMenu deal={deal} ask={setAsking} />}
          </>
        }
      />
      <div className="space-y-5">
        <DealNextStep deal={deal} guarantee={guarantee} ask={setAsking} />
        <RateLockNotice deal={deal} />
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="space-y-5">
            {agreed ? (
              <>
                <DealWork deal={deal} ask={setAsking} />
                <TermsVersions deal={deal} />
              </>
            ) : (
              <OfferOnTable deal={deal} {...sides} />
            )}
            <EarlierRounds deal={deal} {...sides} />
          </div>
          <div className="space-y-5">
            {state === 'applied' && deal.message && (
              <Card title={t('message')}>
                <p className="break-words whitespace-pre-line">{deal.message}</p>
              </Card>
            )}
            {agreed && <MilestoneList deal={deal} />}
            {agreed && <BrandGuarantee deal={deal} guarantee={guarantee} ask={setAsking} />}
            {agreed && <BrandSamples deal={deal} ask={setAsking} />}
            {agreed && <DealLinks deal={deal} />}
            {agreed && <DealCodes deal={deal} />}
            <Card title={t('timeline')}>
              <DealTimeline events={deal.timeline} currency={deal.campaign.currency} />
            </Card>
          </div>
        </div>
      </div>
      {asking && <DealDialogs deal={deal} asking={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function BrandGuarantee({ deal, guarantee, ask }: { deal: Deal; guarantee: Guarantee | null; ask: Ask }) {
  const t = useTranslations('brand.deal');
  const may = useMay();
  const open = guarantee?.state === 'proposed' || guarantee?.state === 'disputed';
  return (
    <GuaranteeCard deal={deal} guarantee={guarantee}>
      {open && may('deal.write') && (
        <Button onClick={() => ask({ kind: 'reason', to: 'waive' })}>{t('waive')}</Button>
      )}
    </GuaranteeCard>
  );
}

function BrandSamples({ deal, ask }: { deal: Deal; ask: Ask }) {
  const t = useTranslations('brand.deal');
  const writes = useMay()('deal.write') && (deal.state === 'active' || deal.state === 'paused');
  if (deal.samples.length === 0 && !writes) return null;
  return (
    <SampleList
      deal={deal}
      headerAction={
        writes && (
          <Button size="sm" onClick={() => ask({ kind: 'promise' })}>
            {t('promise')}
          </Button>
        )
      }
      actions={(sample) =>
        writes &&
        sample.state === 'promised' && (
          <Button size="sm" onClick={() => ask({ kind: 'ship', sample })}>
            {t('ship')}
          </Button>
        )
      }
    />
  );
}
