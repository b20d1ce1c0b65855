'use client';
import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal } from '@kolony/deals/schema';
import { NextStepCard, type OpenStep, openSteps } from '@kolony/shell/deal-room';
import { Button, useNow } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Ask } from './asking.ts';

/** Whose turn it is and what the KOL can do about it; the first thing on the phone. */
export function DealNextStep({
  deal,
  guarantee,
  ask,
}: {
  deal: Deal;
  guarantee: Guarantee | null;
  ask: Ask;
}) {
  const t = useTranslations('portal.deal');
  const now = useNow();
  const steps = openSteps(deal, { side: 'kol', now, guarantee: guarantee?.state ?? null });
  const idle = t.has(`idle.${deal.state}`) ? deal.state : 'offer';
  return (
    <NextStepCard
      steps={steps}
      side="kol"
      other={deal.brand.name}
      idle={{ title: t(`idle.${idle}`), hint: deal.reason || undefined }}
    >
      {steps[0] && <StepButtons deal={deal} step={steps[0]} ask={ask} />}
    </NextStepCard>
  );
}

function StepButtons({ deal, step, ask }: { deal: Deal; step: OpenStep; ask: Ask }): ReactNode {
  const t = useTranslations('portal.answer');
  switch (step.kind) {
    case 'answer_offer':
      return (
        <>
          <Button variant="primary" size="lg" onClick={() => ask({ kind: 'accept' })}>
            {t('accept')}
          </Button>
          <Button size="lg" onClick={() => ask({ kind: 'counter' })}>
            {t('counter')}
          </Button>
          <Button size="lg" onClick={() => ask({ kind: 'decline' })}>
            {t('decline')}
          </Button>
        </>
      );
    case 'answer_application':
    case 'answer_counter':
      return <Button onClick={() => ask({ kind: 'withdraw' })}>{t('withdraw')}</Button>;
    case 'submit_draft':
    case 'revise_draft':
    case 'submit_proof': {
      const deliverable = deal.work.find(({ id }) => id === step.subject);
      return (
        deliverable && (
          <Button variant="primary" size="lg" onClick={() => ask({ kind: 'submit', deliverable })}>
            {t(step.kind)}
          </Button>
        )
      );
    }
    case 'receive_sample': {
      const sample = deal.samples.find(({ id }) => id === step.subject);
      return (
        sample && (
          <Button variant="primary" size="lg" onClick={() => ask({ kind: 'receive', sample })}>
            {t('receive')}
          </Button>
        )
      );
    }
    case 'answer_guarantee':
      return (
        <>
          <Button variant="primary" onClick={() => ask({ kind: 'accept_guarantee' })}>
            {t('acceptGuarantee')}
          </Button>
          <Button onClick={() => ask({ kind: 'dispute' })}>{t('dispute')}</Button>
        </>
      );
    default:
      return null;
  }
}
