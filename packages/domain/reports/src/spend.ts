import { kolNames } from '@kolony/deals';
import { spendReport } from '@kolony/insights';
import { ReportQuestion, SpendReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { kolOf, sameRows } from './same-rows.ts';
import { tableOf } from './table-of.ts';

/** What the money brought, and what the last of it did. */
export const spend = defineReport({
  question: ReportQuestion,
  answer: SpendReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return spendReport(deps, scope, { ...asked, names });
  },
  beside: (earlier, now) => ({ ...earlier, kols: sameRows(earlier.kols, now.kols, kolOf) }),
  tables: ({ currency, kols }, earlier) => [
    tableOf({
      id: 'kols',
      currency,
      rows: kols,
      beside: earlier && { rows: earlier.kols, nameOf: kolOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
        { id: 'settledCost', kind: 'money', of: ({ settledCost }) => settledCost },
        { id: 'settled', kind: 'money', of: ({ settled }) => settled },
        { id: 'roas', kind: 'times', of: ({ roas }) => roas },
        { id: 'marginal', kind: 'times', of: ({ marginal }) => marginal?.roas ?? null },
        { id: 'low', kind: 'times', alone: true, of: ({ marginal }) => marginal?.low ?? null },
        { id: 'high', kind: 'times', alone: true, of: ({ marginal }) => marginal?.high ?? null },
      ],
    }),
  ],
});
