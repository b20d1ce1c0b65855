import { kolNames } from '@kolony/deals';
import { funnelReport } from '@kolony/insights';
import { FunnelReport, FunnelStep, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { kolOf, sameRows } from './same-rows.ts';
import { type ColumnOf, tableOf } from './table-of.ts';

/** Where visitors are lost between a click and what stays sold. */
export const funnel = defineReport({
  question: ReportQuestion,
  answer: FunnelReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return funnelReport(deps, scope, { ...asked, names });
  },
  beside: (earlier, now) => ({ ...earlier, kols: sameRows(earlier.kols, now.kols, kolOf) }),
  tables: ({ currency, total, kols }, earlier) => [
    tableOf({
      id: 'all',
      currency,
      rows: [total],
      beside: earlier && { rows: [earlier.total], nameOf: () => '' },
      columns: stepColumns<typeof total>((counts) => counts),
    }),
    tableOf({
      id: 'kols',
      currency,
      rows: kols,
      beside: earlier && { rows: earlier.kols, nameOf: kolOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        ...stepColumns<(typeof kols)[number]>(({ counts }) => counts),
      ],
    }),
  ],
});

function stepColumns<Row>(countsOf: (row: Row) => FunnelReport['total']): ColumnOf<Row>[] {
  return FunnelStep.options.map((step) => ({ id: step, kind: 'count', of: (row) => countsOf(row)[step] }));
}
