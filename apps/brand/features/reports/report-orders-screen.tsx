'use client';
import { PageHeader, useUrlState } from '@kolony/shell';
import { Badge, Button } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { OrdersExport } from './orders-export.tsx';
import { OrdersTable } from './orders-table.tsx';
import { useQuestion } from './question.ts';
import { ReportFilters } from './report-filters.tsx';

/** What a number of a report narrows its orders to. */
const FILTERS = {
  dealId: '',
  linkId: '',
  code: '',
  sku: '',
  category: '',
  customer: '',
  customerId: '',
  weekday: '',
  hour: '',
  by: '',
  waitedFrom: '',
  waitedUntil: '',
  trait: '',
  value: '',
  sub1: '',
  sub2: '',
  sub3: '',
  posting: '',
  reached: '',
};
type Filter = keyof typeof FILTERS;
const NUMBERS: ReadonlySet<string> = new Set(['weekday', 'hour', 'waitedFrom', 'waitedUntil']);

/** Filters whose values have words of their own. */
const WORDS: ReadonlySet<string> = new Set(['customer', 'weekday', 'reached', 'by', 'trait']);

/** The orders behind a number; each opens its commission. */
export function ReportOrdersScreen() {
  const t = useTranslations('reports.orders');
  const asked = useQuestion();
  const [state, set] = useUrlState(FILTERS);
  const { compare: _, ...question } = asked.question;
  const given = (Object.keys(FILTERS) as Filter[]).filter((name) => state[name] !== '');
  const filter = Object.fromEntries(
    given.map((name) => [name, NUMBERS.has(name) ? Number(state[name]) : state[name]]),
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={<OrdersExport question={{ ...question, filter }} />}
      />
      <ReportFilters asked={asked} compare={false} />
      {given.length > 0 && (
        <p className="mb-4 flex flex-wrap items-center gap-2 text-sm">
          {t('only')}
          {given.map((name) => (
            <Badge key={name} tone="accent">
              {WORDS.has(name)
                ? t(`filters.${name}.${state[name]}`)
                : t(`filters.${name}`, { value: state[name] })}
            </Badge>
          ))}
          <Button variant="ghost" size="sm" onClick={() => set(FILTERS)}>
            {t('clear')}
          </Button>
        </p>
      )}
      <OrdersTable question={{ ...question, filter }} />
    </>
  );
}
