'use client';
import type { Payout } from '@kolony/payouts/schema';
import { PayoutSum, TaxInWords } from '@kolony/shell/payouts';
import { ButtonLink, DateText, Drawer, Timeline, type TimelineItem } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { AccountBrief } from './account-brief.tsx';
import { statementOf } from './statement-of.ts';

/** One payout opened: from the commissions to what arrives, the tax in words, and what happened when. */
export default function PayoutDrawer({ payout, onClose }: { payout: Payout; onClose: () => void }) {
  const t = useTranslations('brand.payouts');
  return (
    <Drawer
      open
      onClose={onClose}
      title={payout.payee.name}
      description={payout.account ? <AccountBrief account={payout.account} /> : t('noAccount')}
      footer={<ButtonLink href={statementOf(payout)}>{t('statement')}</ButtonLink>}
    >
      <div className="space-y-6">
        <PayoutSum payout={payout} />
        <section>
          <h3 className="mb-2 font-semibold">{t('taxTitle')}</h3>
          <TaxInWords tax={payout.tax} currency={payout.currency} />
        </section>
        <section>
          <h3 className="mb-3 font-semibold">{t('course')}</h3>
          <Timeline items={useCourse(payout)} />
        </section>
      </div>
    </Drawer>
  );
}

function useCourse(payout: Payout): TimelineItem[] {
  const t = useTranslations('brand.payouts');
  const states = useTranslations('domain.payoutStates');
  const { state, createdAt, approvedAt, paidAt, endedAt, reference, reason } = payout;
  const at = (date: Date) => <DateText at={date} style="datetime" />;
  return [
    { id: 'created', title: t('preparedAt'), meta: at(createdAt) },
    ...(approvedAt ? [{ id: 'approved', title: t('approvedAt'), meta: at(approvedAt) }] : []),
    ...(state === 'submitted' || state === 'in_doubt'
      ? [{ id: state, title: states(state), body: t(`courseHints.${state}`), tone: 'warning' as const }]
      : []),
    ...(paidAt
      ? [{ id: 'paid', title: states('paid'), meta: at(paidAt), body: reference, tone: 'success' as const }]
      : []),
    ...(endedAt
      ? [
          {
            id: 'ended',
            title: states(state),
            meta: at(endedAt),
            body: reason,
            tone: state === 'cancelled' ? ('neutral' as const) : ('danger' as const),
          },
        ]
      : []),
  ];
}
