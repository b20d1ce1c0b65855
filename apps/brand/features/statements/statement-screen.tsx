'use client';
import { CURRENCY_CODES } from '@kolony/kernel/currency';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { monthRange, StatementView } from '@kolony/shell/work';
import { CardSkeleton, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useBrand } from '../frame/me.tsx';
import { PeriodFields, usePeriod } from './period-fields.tsx';

/** What the brand owes one party, month by month. `party`: kol:<id> or agency:<id>. */
export function StatementScreen({ party }: { party: string }) {
  const t = useTranslations('domain.statement');
  const titles = useTranslations('brand.payouts');
  const explain = useErrorMessage();
  const { timeZone } = useBrand();
  const { currency, month } = usePeriod();
  const code = CURRENCY_CODES.find((one) => one === currency) ?? 'CNY';
  const statement = useQuery(
    useTrpc().statements.party.queryOptions({ party, currency: code, ...monthRange(month, timeZone) }),
  );
  const names = statement.data && { brand: statement.data.brand.name, kol: statement.data.payee.name };
  return (
    <>
      <PageHeader
        title={names ? `${t('title')} · ${names.kol}` : t('title')}
        description={names && t('about', names)}
        crumbs={[{ label: titles('title'), href: '/payouts' }, { label: t('title') }]}
        actions={<PeriodFields />}
      />
      {statement.error && <ErrorState title={explain(statement.error)} onRetry={() => statement.refetch()} />}
      {!statement.data && !statement.error && <CardSkeleton lines={8} />}
      {statement.data && (
        <StatementView
          statement={statement.data}
          month={month}
          pdf={`/statements/${party}/pdf?currency=${code}&month=${month}`}
        />
      )}
    </>
  );
}
