'use client';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { useUrlState } from '@kolony/shell';
import { monthOf, recentMonths } from '@kolony/shell/work';
import { Field, Select, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useBrand } from '../frame/me.tsx';

/** One currency and one month, both in the address. */
export function usePeriod() {
  const { now } = useUi();
  const { timeZone } = useBrand();
  const [{ currency, month }, set] = useUrlState({
    currency: 'CNY',
    month: monthOf(new Date(now), timeZone),
  });
  return { currency: CURRENCY_CODES.find((one) => one === currency) ?? 'CNY', month, set };
}

export function PeriodFields() {
  const t = useTranslations('domain.statement');
  const { now } = useUi();
  const { timeZone } = useBrand();
  const { currency, month, set } = usePeriod();
  return (
    <div className="flex gap-3 print:hidden">
      <Field label={t('month')}>
        <Select
          options={recentMonths(new Date(now), timeZone).map((value) => ({ value, label: value }))}
          value={month}
          onChange={(event) => set({ month: event.currentTarget.value })}
        />
      </Field>
      <Field label={t('currency')}>
        <Select
          options={CURRENCY_CODES.map((value) => ({ value, label: value }))}
          value={currency}
          onChange={(event) => set({ currency: event.currentTarget.value })}
        />
      </Field>
    </div>
  );
}
