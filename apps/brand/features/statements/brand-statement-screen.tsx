'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { BrandStatementView, monthRange } from '@kolony/shell/work';
import { CardSkeleton, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useBrand } from '../frame/me.tsx';
import { PeriodFields, usePeriod } from './period-fields.tsx';

/** Everything that went through the brand's own money in a month. */
export function BrandStatementScreen() {
  const t = useTranslations('domain.brandStatement');
  const titles = useTranslations('brand.funding');
  const explain = useErrorMessage();
  const { timeZone } = useBrand();
  const { currency, month } = usePeriod();
  const statement = useQuery(
    useTrpc().statements.brand.queryOptions({ currency, ...monthRange(month, timeZone) }),
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        crumbs={[{ label: titles('title'), href: '/funding' }, { label: t('title') }]}
        actions={<PeriodFields />}
      />
      {statement.error && <ErrorState title={explain(statement.error)} onRetry={() => statement.refetch()} />}
      {!statement.data && !statement.error && <CardSkeleton lines={8} />}
      {statement.data && (
        <BrandStatementView
          statement={statement.data}
          month={month}
          pdf={`/statements/pdf?currency=${currency}&month=${month}`}
        />
      )}
    </>
  );
}
