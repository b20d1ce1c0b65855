'use client';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { PageHeader, useErrorMessage, useUrlState } from '@kolony/shell';
import { monthOf, monthRange, recentMonths, StatementView } from '@kolony/shell/work';
import { CardSkeleton, ErrorState, Field, Select, useUi } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useBrand } from '../frame/me.tsx';

export function StatementScreen({ kolId }: { kolId: string }) {
  const t = useTranslations('domain.statement');
  const titles = useTranslations('brand.payouts');
  const explain = useErrorMessage();
  const { now } = useUi();
  const { timeZone } = useBrand();
  const [{ currency, month }, set] = useUrlState({
    currency: 'CNY',
    month: monthOf(new Date(now), timeZone),
  });
  const code = CURRENCY_CODES.find((one) => one === currency) ?? 'CNY';
  const statement = useQuery(
    useTrpc().statements.get.queryOptions({ kolId, currency: code, ...monthRange(month, timeZone) }),
  );
  const names = statement.data && { brand: statement.data.brand.name, kol: statement.data.kol.displayName };
  return (
    <>
      <PageHeader
        title={names ? `${t('title')} · ${names.kol}` : t('title')}
        description={names && t('about', names)}
        crumbs={[{ label: titles('title'), href: '/payouts' }, { label: t('title') }]}
        actions={
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
                value={code}
                onChange={(event) => set({ currency: event.currentTarget.value })}
              />
            </Field>
          </div>
        }
      />
      {statement.error && <ErrorState title={explain(statement.error)} onRetry={() => statement.refetch()} />}
      {!statement.data && !statement.error && <CardSkeleton lines={8} />}
      {statement.data && <StatementView statement={statement.data} month={month} />}
    </>
  );
}
