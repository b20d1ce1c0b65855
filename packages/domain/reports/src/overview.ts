import { campaignBudgets } from '@kolony/commissions';
import { kolNames } from '@kolony/deals';
import { overviewReport } from '@kolony/insights';
import { ReportQuestion } from '@kolony/insights/schema';
import { campaignNames } from './campaign-names.ts';
import { defineReport } from './define-report.ts';
import { sameRows } from './same-rows.ts';
import { Overview } from './schema.ts';
import { tableOf } from './table-of.ts';

const PARTS = ['funded', 'free', 'reserved', 'pending', 'payable', 'inPayout', 'paid', 'owed'] as const;

const nameOf = ({ campaignId }: Overview['campaigns'][number]) => campaignId;

/** How it goes, what it cost, and why it changed. */
export const overview = defineReport({
  question: ReportQuestion,
  answer: Overview,
  async read(deps, scope, asked) {
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
  beside: (earlier, now) => ({
    ...earlier,
    campaigns: sameRows(earlier.campaigns, now.campaigns, nameOf),
  }),
  tables: ({ currency, campaigns, days }, earlier) => [
    tableOf({
      id: 'campaigns',
      currency,
      rows: campaigns,
      beside: earlier && { rows: earlier.campaigns, nameOf },
      columns: [
        { id: 'campaign', kind: 'text', of: ({ name }) => name },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'placed', kind: 'money', of: ({ gmv }) => gmv.placed },
        { id: 'settled', kind: 'money', of: ({ gmv }) => gmv.settled },
        { id: 'refunded', kind: 'money', of: ({ gmv }) => gmv.refunded },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
        { id: 'roi', kind: 'ratio', of: ({ roi }) => roi },
        { id: 'cpa', kind: 'money', of: ({ cpa }) => cpa },
      ],
    }),
    tableOf({
      id: 'days',
      currency,
      rows: days,
      // Day by day; a leap day may make the compared ones more or fewer.
      beside: earlier && { rows: earlier.days, nameOf: (_, at) => String(at) },
      columns: [
        { id: 'day', kind: 'day', of: ({ day }) => day },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
        { id: 'settled', kind: 'money', of: ({ settled }) => settled },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
      ],
    }),
  ],
});
