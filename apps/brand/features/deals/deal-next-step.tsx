'use client';
import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal } from '@kolony/deals/schema';
import { NextStepCard, type OpenStep, openSteps } from '@kolony/shell/deal-room';
import { Button, useNow } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMay } from '../frame/me.tsx';
import { type Ask, reviewOf } from './asking.ts';

interface NextStepProps {
  deal: Deal;
  guarantee: Guarantee | null;
  ask: Ask;
}

/** Whose turn it is and what the brand can do about it. */
export function DealNextStep({ deal, guarantee, ask }: NextStepProps) {
  const t = useTranslations('brand.deal');
  const may = useMay();
  const now = useNow();
  const steps = openSteps(deal, { side: 'brand', now, guarantee: guarantee?.state ?? null });
  const idle = t.has(`idle.${deal.state}`) ? deal.state : 'offer';
  return (
    <NextStepCard
      steps={steps}
      side="brand"
      other={deal.kol.displayName}
      idle={{ title: t(`idle.${idle}`), hint: deal.reason || undefined }}
    >
      {may('deal.write') && <StepButtons deal={deal} step={steps[0]} ask={ask} />}
    </NextStepCard>
  );
}

const AGAIN: readonly Deal['state'][] = ['declined', 'withdrawn', 'expired'];

function StepButtons({ deal, step, ask }: { deal: Deal; step: OpenStep | undefined; ask: Ask }): ReactNode {
  const t = useTranslations('brand.deal');
  if (!step) {
    if (!AGAIN.includes(deal.state) || deal.campaign.state !== 'live') return null;
    return (
      <Button variant="primary" onClick={() => ask({ kind: 'invite' })}>
        {t('invite')}
      </Button>
    );
  }
  switch (step.kind) {
    case 'answer_application':
    case 'answer_counter':
      return (
        <>
          <Button variant="primary" onClick={() => ask({ kind: 'accept' })}>
            {t('accept')}
          </Button>
          <Button onClick={() => ask({ kind: 'counter' })}>{t('counter')}</Button>
          <Button onClick={() => ask({ kind: 'reason', to: 'decline' })}>{t('decline')}</Button>
        </>
      );
    case 'answer_offer':
      return <Button onClick={() => ask({ kind: 'reason', to: 'withdraw' })}>{t('withdraw')}</Button>;
    case 'review_draft':
    case 'review_proof': {
      const deliverable = deal.work.find(({ id }) => id === step.subject);
      const review = deliverable && reviewOf(deliverable);
      return (
        review && (
          <Button variant="primary" onClick={() => ask(review)}>
            {t(step.kind === 'review_draft' ? 'reviewDraft' : 'reviewProof')}
          </Button>
        )
      );
    }
    case 'ship_sample': {
      const sample = deal.samples.find(({ id }) => id === step.subject);
      return (
        sample && (
          <Button variant="primary" onClick={() => ask({ kind: 'ship', sample })}>
            {t('ship')}
          </Button>
        )
      );
    }
    case 'settle_guarantee':
      return <Button onClick={() => ask({ kind: 'reason', to: 'waive' })}>{t('waive')}</Button>;
    case 'resume':
      return (
        <Button variant="primary" onClick={() => ask({ kind: 'resume' })}>
          {t('resume')}
        </Button>
      );
    default:
      return null;
  }
}
