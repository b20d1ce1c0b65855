import { kolNames } from '@kolony/deals';
import { kolsReport, resolveQuestion } from '@kolony/insights';
import { KolsReport, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';

/** Who performs: the league of KOLs. */
export const kols = defineReport({
  question: ReportQuestion,
  answer: KolsReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return kolsReport(deps, scope, { ...asked, names });
  },
  tables: ({ currency, kols: rows }) => [
    {
      id: 'kols',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'conversion', kind: 'ratio' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'refundRate', kind: 'ratio' },
        { id: 'cost', kind: 'money' },
        { id: 'roi', kind: 'ratio' },
        { id: 'cpa', kind: 'money' },
      ],
      rows: rows.map(({ displayName, clicks, orders, conversion, gmv, refundRate, cost, roi, cpa }) => [
        displayName,
        clicks,
        orders,
        conversion,
        gmv.placed,
        gmv.settled,
        refundRate,
        cost,
        roi,
        cpa,
      ]),
    },
  ],
});
