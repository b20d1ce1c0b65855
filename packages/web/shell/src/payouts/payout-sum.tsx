'use client';
import type { Payout } from '@kolony/payouts/schema';
import { Money } from '@kolony/ui';
import { useTranslations } from 'next-intl';

type Summed = Pick<Payout, 'amount' | 'recovered' | 'withheld' | 'net' | 'commissions' | 'currency'>;

/** From the commissions to what arrives: a subtraction that ends in the amount paid. */
export function PayoutSum({ payout }: { payout: Summed }) {
  const t = useTranslations('domain.payoutSum');
  const { amount, recovered, withheld, net, currency } = payout;
  const lines = [
    { id: 'amount', label: t('amount', { count: payout.commissions }), value: amount },
    ...(recovered > 0
      ? [{ id: 'recovered', label: t('recovered'), hint: t('recoveredHint'), value: -recovered }]
      : []),
    ...(withheld > 0
      ? [{ id: 'withheld', label: t('withheld'), hint: t('withheldHint'), value: -withheld }]
      : []),
    { id: 'net', label: t('net'), value: net },
  ];
  return (
    <dl className="divide-y divide-border">
      {lines.map(({ id, label, hint, value }) => (
        <div
          key={id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 py-2 first:pt-0 last:pb-0"
        >
          <dt className="text-muted">
            {label}
            {hint && <span className="block text-sm">{hint}</span>}
          </dt>
          <dd className={id === 'net' ? 'font-semibold' : 'font-medium'}>
            <Money amount={value} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
