import { kolNames } from '@kolony/deals';
import { customersReport, resolveQuestion } from '@kolony/insights';
import { CustomersReport, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { ratio } from './ratio.ts';

type Cohort = CustomersReport['kols'][number] | CustomersReport['cohorts'][number];

/** Who buys, and whether they come again. */
export const customers = defineReport({
  question: ReportQuestion,
  answer: CustomersReport,
  async run(deps, scope, question) {
    const now = deps.clock.now();
    const asked = resolveQuestion(question, { now, timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return customersReport(deps, scope, { ...asked, names, now });
  },
  tables: ({ currency, kinds, cohorts, kols }) => {
    const cohortColumns = (first: string, kind: 'text') => [
      { id: first, kind },
      { id: 'customers', kind: 'count' as const },
      { id: 'repeatRate', kind: 'ratio' as const },
      ...[30, 60, 90].flatMap((days) => [
        { id: `customers${days}`, kind: 'count' as const },
        { id: `placed${days}`, kind: 'money' as const },
        { id: `net${days}`, kind: 'money' as const },
      ]),
      { id: 'byOthers', kind: 'ratio' as const },
    ];
    const cohortRow = (name: string, cohort: Cohort) => [
      name,
      cohort.customers,
      ratio(cohort.repeaters, cohort.customers),
      ...cohort.ltv.flatMap(({ customers, placed, net }) =>
        customers === 0
          ? [0, null, null]
          : [customers, Math.round(placed / customers), Math.round(net / customers)],
      ),
      ratio(cohort.laterByOthers, cohort.laterOrders),
    ];
    return [
      {
        id: 'kinds',
        currency,
        columns: [
          { id: 'kind', kind: 'text' },
          { id: 'orders', kind: 'count' },
          { id: 'share', kind: 'ratio' },
          { id: 'placed', kind: 'money' },
          { id: 'settled', kind: 'money' },
          { id: 'aov', kind: 'money' },
          { id: 'cost', kind: 'money' },
        ],
        rows: kinds.map(({ kind, orders, share, placed, settled, aov, cost }) => [
          kind,
          orders,
          share,
          placed,
          settled,
          aov,
          cost,
        ]),
      },
      {
        id: 'cohorts',
        currency,
        columns: cohortColumns('month', 'text'),
        rows: cohorts.map((cohort) => cohortRow(cohort.month, cohort)),
      },
      {
        id: 'kols',
        currency,
        columns: cohortColumns('kol', 'text'),
        rows: kols.map((kol) => cohortRow(kol.displayName, kol)),
      },
    ];
  },
});
