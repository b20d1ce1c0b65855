'use client';
import type { Payout } from '@kolony/payouts/schema';
import { PAYOUT_TONE, PayoutSum, TaxInWords } from '@kolony/shell/payouts';
import { ButtonLink, Card, formatDate, Money, Notice, StatusBadge, useUi } from '@kolony/ui';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** One payout: how much, from whom, where it is in a sentence, and the sum behind it. */
export function PayoutCard({ payout }: { payout: Payout }) {
  const t = useTranslations('portal.payouts');
  const states = useTranslations('domain.payoutStates');
  const { state, account, currency } = payout;
  const words = usePlainWords(payout);
  const broken = state === 'failed' || state === 'returned';
  const needsAccount = account === null && state === 'approved';
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h2 className="text-md font-semibold break-words">{payout.brand.name}</h2>
          <p
            className={
              broken
                ? 'text-2xl font-semibold tracking-tight text-muted line-through'
                : 'text-2xl font-semibold tracking-tight'
            }
          >
            <Money amount={payout.net} currency={currency} />
          </p>
        </div>
        <StatusBadge tone={PAYOUT_TONE[state]}>{states(state)}</StatusBadge>
      </div>
      <div className="mt-3">
        {broken || needsAccount ? (
          <Notice
            tone={broken ? 'danger' : 'warning'}
            action={
              <ButtonLink size="sm" href="/profile#paid">
                {t(needsAccount ? 'addAccount' : 'checkAccount')}
              </ButtonLink>
            }
          >
            {needsAccount ? t('needsAccount', { brand: payout.brand.name }) : words}
          </Notice>
        ) : (
          <p className="text-muted">{words}</p>
        )}
      </div>
      {account && (
        <p className="mt-2 text-sm text-muted">{t('to', { holder: account.holder, last4: account.last4 })}</p>
      )}
      <details className="group/sum mt-3 border-t border-border pt-3">
        <summary className="flex min-h-8 list-none items-center justify-between gap-4 rounded-sm font-medium hover:text-accent-text [&::-webkit-details-marker]:hidden">
          {t('howItComes')}
          <ChevronDown aria-hidden className="size-4 text-muted group-open/sum:rotate-180" />
        </summary>
        <div className="mt-3 space-y-4">
          <PayoutSum payout={payout} />
          <TaxInWords tax={payout.tax} currency={currency} />
        </div>
      </details>
    </Card>
  );
}

/** Where the money is, in one sentence. */
function usePlainWords(payout: Payout): string {
  const t = useTranslations('portal.payouts');
  const { locale, timeZone } = useUi();
  const day = (at: Date | null) => (at ? formatDate(at.getTime(), 'date', { locale, timeZone }) : '–');
  return t(`sentences.${payout.state}`, {
    brand: payout.brand.name,
    approved: day(payout.approvedAt),
    paid: day(payout.paidAt),
    ended: day(payout.endedAt),
    reference: payout.reference ?? '–',
    reason: payout.reason ?? '–',
  });
}
