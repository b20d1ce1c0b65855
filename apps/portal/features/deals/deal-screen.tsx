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
import { Button, Card, CardSkeleton, ErrorState, Notice, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import type { Ask, Asking } from './asking.ts';
import { DealBrief } from './deal-brief.tsx';
import { DealCodes } from './deal-codes.tsx';
import { DealDialogs } from './deal-dialogs.tsx';
import { DealLinks } from './deal-links.tsx';
import { DealNextStep } from './deal-next-step.tsx';
import { DealReport } from './deal-report.tsx';
import { DealWork } from './deal-work.tsx';

export function DealScreen({ id }: { id: string }) {
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const deal = useQuery(trpc.offers.get.queryOptions({ id }));
  const guarantee = useQuery(trpc.guarantees.get.queryOptions({ dealId: id }));
  if (deal.error && !deal.data)
    return <ErrorState title={explain(deal.error)} onRetry={() => deal.refetch()} />;
  if (!deal.data) return <CardSkeleton lines={8} />;
  return <DealRoom deal={deal.data} guarantee={guarantee.data ?? null} />;
}

/** The KOL's side of the deal room: what to do next, then links and work, then what is agreed. */
function DealRoom({ deal, guarantee }: { deal: Deal; guarantee: Guarantee | null }) {
  const t = useTranslations('portal.deal');
  const titles = useTranslations('portal.deals');
  const states = useTranslations('domain.dealStates');
  const [asking, setAsking] = useState<Asking | null>(null);
  const agreed = deal.terms.length > 0;
  return (
    <>
      <PageHeader
        title={deal.campaign.name}
        description={t('by', { brand: deal.brand.name })}
        crumbs={[{ label: titles('title'), href: '/deals' }, { label: deal.campaign.name }]}
        badge={<StatusBadge tone={DEAL_TONE[deal.state]}>{states(deal.state)}</StatusBadge>}
      />
      <div className="space-y-5">
        <Notices deal={deal} />
        <DealNextStep deal={deal} guarantee={guarantee} ask={setAsking} />
        <RateLockNotice deal={deal} />
        {agreed ? <Agreed deal={deal} guarantee={guarantee} ask={setAsking} /> : <Offered deal={deal} />}
      </div>
      {asking && (
        <DealDialogs deal={deal} guarantee={guarantee} asking={asking} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function Notices({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.deal');
  const answers = useTranslations('portal.answer');
  const live = deal.campaign.state === 'live';
  const open = deal.state === 'invited' || deal.state === 'applied' || deal.state === 'countered';
  if (open && !live)
    return (
      <Notice tone="warning" title={answers('notLive')}>
        {answers('notLiveHint')}
      </Notice>
    );
  if (deal.state === 'active' && !live) return <Notice tone="warning">{t('campaignClosed')}</Notice>;
  if (deal.state === 'paused')
    return (
      <Notice tone="warning" title={t('paused')}>
        {deal.reason}
      </Notice>
    );
  if (deal.state === 'ended' || deal.state === 'terminated') return <Notice>{t('ended')}</Notice>;
  return null;
}

function Offered({ deal }: { deal: Deal }) {
  const sides = { side: 'kol', other: deal.brand.name } as const;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="space-y-5">
        <OfferOnTable deal={deal} {...sides} />
        <EarlierRounds deal={deal} {...sides} />
      </div>
      <div className="space-y-5">
        <DealBrief deal={deal} />
        <History deal={deal} />
      </div>
    </div>
  );
}

function Agreed({ deal, guarantee, ask }: { deal: Deal; guarantee: Guarantee | null; ask: Ask }) {
  const t = useTranslations('portal.answer');
  const answerable = guarantee?.state === 'proposed' || guarantee?.state === 'disputed';
  return (
    <>
      <DealLinks deal={deal} />
      <DealCodes deal={deal} />
      <DealWork deal={deal} ask={ask} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="space-y-5">
          <MilestoneList deal={deal} />
          <GuaranteeCard deal={deal} guarantee={guarantee}>
            {answerable && (
              <>
                <Button variant="primary" onClick={() => ask({ kind: 'accept_guarantee' })}>
                  {t('acceptGuarantee')}
                </Button>
                {guarantee.state === 'proposed' && (
                  <Button onClick={() => ask({ kind: 'dispute' })}>{t('dispute')}</Button>
                )}
              </>
            )}
          </GuaranteeCard>
        </div>
        {deal.samples.length > 0 && (
          <SampleList
            deal={deal}
            actions={(sample) =>
              sample.state === 'shipped' && (
                <Button size="sm" onClick={() => ask({ kind: 'receive', sample })}>
                  {t('receive')}
                </Button>
              )
            }
          />
        )}
      </div>
      <DealReport deal={deal} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="space-y-5">
          <TermsVersions deal={deal} />
          <EarlierRounds deal={deal} side="kol" other={deal.brand.name} />
        </div>
        <div className="space-y-5">
          <DealBrief deal={deal} />
          <History deal={deal} />
        </div>
      </div>
    </>
  );
}

function History({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.deal');
  return (
    <Card title={t('timeline')}>
      <DealTimeline events={deal.timeline} currency={deal.campaign.currency} />
    </Card>
  );
}
