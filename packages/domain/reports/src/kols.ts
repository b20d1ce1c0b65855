import { kolNames } from '@kolony/deals';
import { kolsReport } from '@kolony/insights';
import { KolsReport, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { kolOf, sameRows } from './same-rows.ts';
import { tableOf } from './table-of.ts';

/** Who performs: the league of KOLs. */
export const kols = defineReport({
  question: ReportQuestion,
  answer: KolsReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return kolsReport(deps, scope, { ...asked, names });
  },
  beside: (earlier, now) => ({ ...earlier, kols: sameRows(earlier.kols, now.kols, kolOf) }),
  tables: ({ currency, kols: rows }, earlier) => [
    tableOf({
      id: 'kols',
      currency,
      rows,
      beside: earlier && { rows: earlier.kols, nameOf: kolOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'conversion', kind: 'ratio', of: ({ conversion }) => conversion },
        { id: 'placed', kind: 'money', of: ({ gmv }) => gmv.placed },
        { id: 'settled', kind: 'money', of: ({ gmv }) => gmv.settled },
        { id: 'refundRate', kind: 'ratio', of: ({ refundRate }) => refundRate },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
        { id: 'roi', kind: 'ratio', of: ({ roi }) => roi },
        { id: 'cpa', kind: 'money', of: ({ cpa }) => cpa },
      ],
    }),
  ],
});
