import { campaignBudgets } from '@kolony/commissions';
import { kolNames } from '@kolony/deals';
import { overviewReport, resolveQuestion } from '@kolony/insights';
import { ReportQuestion } from '@kolony/insights/schema';
import { campaignNames } from './campaign-names.ts';
import { defineReport } from './define-report.ts';
import { Overview } from './schema.ts';

const PARTS = ['funded', 'free', 'reserved', 'pending', 'payable', 'inPayout', 'paid', 'owed'] as const;

/** How it goes, what it cost, and why it changed. */
export const overview = defineReport({
  question: ReportQuestion,
  answer: Overview,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const [names, campaigns, budgets] = await Promise.all([
      kolNames(deps, scope, { campaignId: asked.campaignId }),
      campaignNames(deps, scope),
      campaignBudgets(deps, scope, { campaignId: asked.campaignId, currency: asked.currency }),
    ]);
    const report = await overviewReport(deps, scope, { ...asked, names, campaignNames: campaigns });
    const sumOf = (part: (typeof PARTS)[number]) => budgets.reduce((sum, budget) => sum + budget[part], 0);
    return {
      ...report,
      budget: {
        campaigns: budgets.length,
        funded: sumOf('funded'),
        free: sumOf('free'),
        reserved: sumOf('reserved'),
        pending: sumOf('pending'),
        payable: sumOf('payable'),
        inPayout: sumOf('inPayout'),
        paid: sumOf('paid'),
        owed: sumOf('owed'),
      },
    };
  },
  tables: ({ currency, campaigns, days }) => [
    {
      id: 'campaigns',
      currency,
      columns: [
        { id: 'campaign', kind: 'text' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'refunded', kind: 'money' },
        { id: 'cost', kind: 'money' },
        { id: 'roi', kind: 'ratio' },
        { id: 'cpa', kind: 'money' },
      ],
      rows: campaigns.map(({ name, clicks, orders, gmv, cost, roi, cpa }) => [
        name,
        clicks,
        orders,
        gmv.placed,
        gmv.settled,
        gmv.refunded,
        cost,
        roi,
        cpa,
      ]),
    },
    {
      id: 'days',
      currency,
      columns: [
        { id: 'day', kind: 'day' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'cost', kind: 'money' },
      ],
      rows: days.map(({ day, clicks, orders, placed, settled, cost }) => [
        day,
        clicks,
        orders,
        placed,
        settled,
        cost,
      ]),
    },
  ],
});
