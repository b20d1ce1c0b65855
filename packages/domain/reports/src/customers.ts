import { kolNames } from '@kolony/deals';
import { customersReport } from '@kolony/insights';
import { CustomersReport, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { ratio } from './ratio.ts';
import { type ColumnOf, tableOf } from './table-of.ts';

type MonthCohort = CustomersReport['cohorts'][number];
type KolCohort = CustomersReport['kols'][number];

/** Who buys, and whether they come again. */
export const customers = defineReport({
  question: ReportQuestion,
  answer: CustomersReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return customersReport(deps, scope, { ...asked, names, now: deps.clock.now() });
  },
  beside: (earlier) => earlier,
  tables: ({ currency, kinds, cohorts, kols }, earlier) => [
    tableOf({
      id: 'kinds',
      currency,
      rows: kinds,
      beside: earlier && { rows: earlier.kinds, nameOf: ({ kind }) => kind },
      columns: [
        { id: 'kind', kind: 'text', of: ({ kind }) => kind },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'share', kind: 'ratio', of: ({ share }) => share },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
        { id: 'settled', kind: 'money', of: ({ settled }) => settled },
        { id: 'aov', kind: 'money', of: ({ aov }) => aov },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
      ],
    }),
    tableOf({
      id: 'cohorts',
      currency,
      rows: cohorts,
      columns: cohortColumns<MonthCohort>({ id: 'month', kind: 'text', of: ({ month }) => month }),
    }),
    tableOf({
      id: 'kols',
      currency,
      rows: kols,
      columns: cohortColumns<KolCohort>({ id: 'kol', kind: 'text', of: ({ displayName }) => displayName }),
    }),
  ],
});

function cohortColumns<Row extends MonthCohort | KolCohort>(first: ColumnOf<Row>): ColumnOf<Row>[] {
  const each = (row: Row, days: number, worth: 'placed' | 'net') => {
    const found = row.ltv.find((one) => one.days === days);
    return found && found.customers > 0 ? Math.round(found[worth] / found.customers) : null;
  };
  return [
    first,
    { id: 'customers', kind: 'count', of: ({ customers }) => customers },
    { id: 'repeatRate', kind: 'ratio', of: (row) => ratio(row.repeaters, row.customers) },
    ...[30, 60, 90].flatMap((days): ColumnOf<Row>[] => [
      {
        id: `customers${days}`,
        kind: 'count',
        of: (row) => row.ltv.find((one) => one.days === days)?.customers ?? 0,
      },
      { id: `placed${days}`, kind: 'money', of: (row) => each(row, days, 'placed') },
      { id: `net${days}`, kind: 'money', of: (row) => each(row, days, 'net') },
    ]),
    { id: 'byOthers', kind: 'ratio', of: (row) => ratio(row.laterByOthers, row.laterOrders) },
  ];
}
