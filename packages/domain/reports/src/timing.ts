import { kolNames } from '@kolony/deals';
import { timingReport } from '@kolony/insights';
import { ReportQuestion, TimingReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { ratio } from './ratio.ts';
import { kolOf, sameRows } from './same-rows.ts';
import { tableOf } from './table-of.ts';

/** How long customers think, and when they click and buy. */
export const timing = defineReport({
  question: ReportQuestion,
  answer: TimingReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return timingReport(deps, scope, { ...asked, names });
  },
  beside: (earlier, now) => ({ ...earlier, kols: sameRows(earlier.kols, now.kols, kolOf) }),
  tables: ({ currency, waits, kols, hours }, earlier) => [
    tableOf({
      id: 'kols',
      currency,
      rows: kols,
      beside: earlier && { rows: earlier.kols, nameOf: kolOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'median', kind: 'count', of: ({ median }) => median },
        { id: 'p90', kind: 'count', of: ({ p90 }) => p90 },
        { id: 'withinHour', kind: 'ratio', of: (row) => ratio(row.withinHour, row.orders) },
        { id: 'withinDay', kind: 'ratio', of: (row) => ratio(row.withinDay, row.orders) },
        { id: 'withinWeek', kind: 'ratio', of: (row) => ratio(row.withinWeek, row.orders) },
      ],
    }),
    tableOf({
      id: 'classes',
      currency,
      rows: waits.classes,
      beside: earlier && { rows: earlier.waits.classes, nameOf: ({ from }) => String(from) },
      columns: [
        { id: 'from', kind: 'count', alone: true, of: ({ from }) => from },
        { id: 'until', kind: 'count', alone: true, of: ({ until }) => until },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
      ],
    }),
    tableOf({
      id: 'hours',
      currency,
      rows: hours,
      beside: earlier && { rows: earlier.hours, nameOf: ({ weekday, hour }) => `${weekday} ${hour}` },
      columns: [
        { id: 'weekday', kind: 'count', alone: true, of: ({ weekday }) => weekday },
        { id: 'hour', kind: 'count', alone: true, of: ({ hour }) => hour },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
      ],
    }),
  ],
});
