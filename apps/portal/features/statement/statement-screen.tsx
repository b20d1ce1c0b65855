'use client';
import type { EarningsBalance } from '@kolony/commissions/schema';
import { PageHeader, useErrorMessage, useUrlState } from '@kolony/shell';
import { monthRange, recentMonths, StatementView } from '@kolony/shell/work';
import {
  ButtonLink,
  EmptyState,
  ErrorState,
  Field,
  Select,
  StatsSkeleton,
  TableSkeleton,
  useUi,
} from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMe } from '../frame/me.tsx';

/** One brand, one currency, one month, all three in the address. */
export function StatementScreen() {
  const t = useTranslations('portal.statement');
  const explain = useErrorMessage();
  const isKol = useMe().as === 'kol';
  const balances = useQuery(useTrpc().earnings.balances.queryOptions());
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      {balances.error && !balances.data && (
        <ErrorState title={explain(balances.error)} onRetry={() => balances.refetch()} />
      )}
      {!balances.data && !balances.error && <StatsSkeleton count={5} />}
      {balances.data?.length === 0 && (
        <EmptyState
          icon={<FileText />}
          title={t('none')}
          description={t('noneHint')}
          action={
            <ButtonLink href={isKol ? '/deals' : '/roster'} variant="primary">
              {t(isKol ? 'toDeals' : 'toRoster')}
            </ButtonLink>
          }
        />
      )}
      {balances.data && balances.data.length > 0 && <Chosen balances={balances.data} />}
    </>
  );
}

function Chosen({ balances }: { balances: readonly EarningsBalance[] }) {
  const t = useTranslations('portal.statement');
  const { locale, now, timeZone } = useUi();
  const months = recentMonths(new Date(now), timeZone);
  const [asked, set] = useUrlState({ brand: '', currency: '', month: '' });
  const brands = [...new Map(balances.map((one) => [one.brandId, one.brandName]))];
  const brandId = brands.find(([id]) => id === asked.brand)?.[0] ?? balances[0]?.brandId ?? '';
  const currencies = balances.filter((one) => one.brandId === brandId).map((one) => one.currency);
  const currency = currencies.find((one) => one === asked.currency) ?? currencies[0] ?? 'CNY';
  const month = /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(asked.month) ? asked.month : (months[0] ?? '');
  const monthName = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long' });
  return (
    <div className="space-y-5">
      <div className="grid gap-3 sm:grid-cols-3 print:hidden">
        <Field label={t('brand')}>
          <Select
            value={brandId}
            onChange={(event) => set({ brand: event.currentTarget.value, currency: '' })}
            options={brands.map(([value, label]) => ({ value, label }))}
          />
        </Field>
        <Field label={t('currency')}>
          <Select
            value={currency}
            onChange={(event) => set({ currency: event.currentTarget.value })}
            options={currencies.map((value) => ({ value, label: value }))}
          />
        </Field>
        <Field label={t('month')}>
          <Select
            value={month}
            onChange={(event) => set({ month: event.currentTarget.value })}
            options={[...new Set([...months, month])].map((value) => ({
              value,
              label: monthName.format(new Date(`${value}-15T00:00:00Z`)),
            }))}
          />
        </Field>
      </div>
      <OfMonth
        brandId={brandId}
        currency={currency}
        month={month}
        monthName={monthName.format(new Date(`${month}-15T00:00:00Z`))}
      />
    </div>
  );
}

interface Choice {
  brandId: string;
  currency: EarningsBalance['currency'];
  month: string;
  monthName: string;
}

function OfMonth({ brandId, currency, month, monthName }: Choice) {
  const t = useTranslations('portal.statement');
  const explain = useErrorMessage();
  const { timeZone } = useUi();
  const statement = useQuery({
    ...useTrpc().statements.get.queryOptions({ brandId, currency, ...monthRange(month, timeZone) }),
    placeholderData: keepPreviousData,
  });
  if (statement.error)
    return <ErrorState title={explain(statement.error)} onRetry={() => statement.refetch()} />;
  if (!statement.data) {
    return (
      <>
        <StatsSkeleton count={5} />
        <TableSkeleton rows={5} columns={4} />
      </>
    );
  }
  const { data } = statement;
  return (
    <div
      className={statement.isPlaceholderData ? 'opacity-60' : undefined}
      aria-busy={statement.isPlaceholderData}
    >
      <p className="mb-4">
        <span className="block text-md font-semibold">
          {t('heading', { brand: data.brand.name, month: monthName, currency })}
        </span>
        <span className="text-muted">{t('of', { kol: data.payee.name, timeZone })}</span>
      </p>
      <StatementView
        statement={data}
        month={month}
        pdf={`/statement/pdf?brand=${brandId}&currency=${currency}&month=${month}`}
      />
    </div>
  );
}
