'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable } from '@kolony/shell';
import { Card, formatDay, formatNum, formatPercent, Table, useUi } from '@kolony/ui';
import { HeatMap } from '@kolony/ui/charts';
import { useTranslations } from 'next-intl';
import { kolOf } from './beside.tsx';
import { ratio, useColumns } from './columns.tsx';
import type { OrdersOf } from './question.ts';

type Report = BrandOutputs['reports']['customers'];
type Cohort = Report['cohorts'][number];
type KolCohort = Report['kols'][number];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}

const LTV_DAYS = [30, 60, 90] as const;

/** Customers by their first order: whether they came again, and what they are worth. */
export function Cohorts({ report, ordersOf }: Shown) {
  return (
    <>
      <Retention report={report} />
      <Lifetimes report={report} ordersOf={ordersOf} />
      <ByKol report={report} ordersOf={ordersOf} />
    </>
  );
}

/** "2026-10" as a month of the reader's language. */
function useMonth() {
  const { locale } = useUi();
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  return (month: string) => format.format(Date.parse(`${month}-15T00:00:00Z`));
}

function Retention({ report: { cohorts } }: Shown) {
  const t = useTranslations('reports.customers');
  const { locale } = useUi();
  const monthOf = useMonth();
  const longest = Math.max(
    1,
    ...cohorts.map(({ retention }) => retention.findLastIndex((customers) => customers !== null) + 1),
  );
  const came = cohorts.reduce((sum, { retention }) => sum + (retention[0] ?? 0), 0);
  const over = cohorts.reduce((sum, row) => sum + (row.retention[0] == null ? 0 : row.customers), 0);
  return (
    <Card>
      <HeatMap
        written
        title={t('retention')}
        summary={t('retentionSummary', {
          share: formatPercent(ratio(came, over) ?? 0, locale, { digits: 1 }),
        })}
        series={Array.from({ length: longest }, (_, at) => ({
          id: String(at + 1),
          label: t('monthsLater', { months: at + 1 }),
        }))}
        points={cohorts.map((cohort) => ({
          x: cohort.month,
          values: Object.fromEntries(
            cohort.retention.map((customers, at) => [
              String(at + 1),
              customers === null ? null : customers / cohort.customers,
            ]),
          ),
        }))}
        format={(share) => formatPercent(share, locale, { digits: 1 })}
        formatX={monthOf}
        xLabel={t('firstOrder')}
        fileName="retention"
      />
      <p className="mt-3 text-sm text-muted">{t('retentionAbout')}</p>
    </Card>
  );
}

function useCohortColumns<Row extends Cohort | KolCohort>(currency: Report['currency']) {
  const t = useTranslations('reports.customers');
  const { count, rate, money } = useColumns<Row>(currency);
  return {
    t,
    money,
    columns: [
      count({ id: 'customers', header: t('acquired'), of: ({ customers }) => customers }),
      rate({ id: 'repeat', header: t('repeatRate'), of: (row) => ratio(row.repeaters, row.customers) }),
    ],
    byOthers: rate({
      id: 'byOthers',
      header: t('byOthers'),
      of: (row) => ratio(row.laterByOthers, row.laterOrders),
    }),
  };
}

/** "2026-02" → "2026-02-28" */
function lastDayOf(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
}

function Lifetimes({ report: { cohorts, currency }, ordersOf }: Shown) {
  const { t, money, columns, byOthers } = useCohortColumns<Cohort>(currency);
  const monthOf = useMonth();
  const ltv = (days: number, worth: 'placed' | 'net') => {
    const column = money({
      id: `${worth}${days}`,
      header: t(`ltv.${worth}`, { days }),
      of: (row) => {
        const found = row.ltv.find((one) => one.days === days);
        // Customers whose days still run would make the cohort look poorer than it is.
        return found && found.customers === row.customers ? Math.round(found[worth] / row.customers) : null;
      },
    });
    return {
      ...column,
      cell: (row: Cohort) =>
        column.sortValue(row) === null ? (
          <span className="text-muted">{t('running')}</span>
        ) : (
          column.cell(row)
        ),
    };
  };
  return (
    <Card flush title={t('byMonth')} description={t('byMonthAbout')}>
      <Table<Cohort>
        caption={t('byMonth')}
        rows={cohorts}
        rowKey={({ month }) => month}
        rowHref={({ month }) => ordersOf?.({ customer: 'new', from: `${month}-01`, to: lastDayOf(month) })}
        columns={[
          {
            id: 'month',
            header: t('firstOrder'),
            primary: true,
            cell: ({ month }) => <span className="whitespace-nowrap">{monthOf(month)}</span>,
          },
          ...columns,
          ...LTV_DAYS.flatMap((days) => [ltv(days, 'placed'), ltv(days, 'net')]),
          byOthers,
        ]}
      />
    </Card>
  );
}

function ByKol({ report: { kols, kolCount, currency, period }, ordersOf }: Shown) {
  const { t, money, columns, byOthers } = useCohortColumns<KolCohort>(currency);
  const { locale } = useUi();
  const ltv = (days: number) => {
    const found = (row: KolCohort) => row.ltv.find((one) => one.days === days);
    const column = money({
      id: `net${days}`,
      header: t('ltv.net', { days }),
      of: (row) => {
        const { customers = 0, net = 0 } = found(row) ?? {};
        return customers > 0 ? Math.round(net / customers) : null;
      },
    });
    return {
      ...column,
      cell: (row: KolCohort) => (
        <span>
          {column.sortValue(row) === null ? (
            <span className="text-muted">{t('running')}</span>
          ) : (
            column.cell(row)
          )}
          <span className="block text-sm text-muted">
            {t('ofCustomers', { customers: formatNum(found(row)?.customers ?? 0, locale) })}
          </span>
        </span>
      ),
    };
  };
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('byKol')}</h2>
      <p className="text-sm text-muted">{t('byKolAbout', { to: formatDay(period.to, locale) })}</p>
      <DataTable<KolCohort>
        prefix="acquired"
        caption={t('byKol')}
        rows={kols}
        rowKey={kolOf}
        {...(ordersOf
          ? { rowHref: ({ kolId }: KolCohort) => ordersOf({ kol: kolId, customer: 'new' }) }
          : {})}
        searchText={({ displayName }) => displayName}
        defaultSort={{ id: 'customers', desc: true }}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            cell: ({ displayName }) => displayName,
            sortValue: ({ displayName }) => displayName,
          },
          ...columns,
          ...LTV_DAYS.map(ltv),
          byOthers,
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      {kolCount > kols.length && (
        <p className="text-sm text-muted">{t('more', { kols: kolCount - kols.length })}</p>
      )}
    </section>
  );
}
