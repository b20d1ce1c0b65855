'use client';
import type { Payout } from '@kolony/payouts/schema';
import { type DataItem, DataList, Money } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** From the commissions to what arrives: a subtraction that ends in the amount paid. */
export function PayoutSum({
  payout,
}: {
  payout: Pick<Payout, 'amount' | 'recovered' | 'withheld' | 'net' | 'commissions' | 'currency'>;
}) {
  const t = useTranslations('domain.payoutSum');
  const money = (amount: number) => <Money amount={amount} currency={payout.currency} />;
  const less = (id: 'recovered' | 'withheld', amount: number): DataItem[] =>
    amount > 0
      ? [
          {
            id,
            label: (
              <>
                {t(id)}
                <span className="block text-sm">{t(`${id}Hint`)}</span>
              </>
            ),
            value: money(-amount),
          },
        ]
      : [];
  return (
    <DataList
      items={[
        { id: 'amount', label: t('amount', { count: payout.commissions }), value: money(payout.amount) },
        ...less('recovered', payout.recovered),
        ...less('withheld', payout.withheld),
        { id: 'net', label: t('net'), value: money(payout.net) },
      ]}
    />
  );
}
