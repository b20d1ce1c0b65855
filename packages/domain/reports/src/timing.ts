import { kolNames } from '@kolony/deals';
import { resolveQuestion, timingReport } from '@kolony/insights';
import { ReportQuestion, TimingReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { ratio } from './ratio.ts';

/** How long customers think, and when they click and buy. */
export const timing = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: TimingReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return timingReport(deps, scope, { ...asked, names });
  },
  tables: ({ currency, waits, kols, hours }) => [
    {
      id: 'kols',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'orders', kind: 'count' },
        { id: 'median', kind: 'count' },
        { id: 'p90', kind: 'count' },
        { id: 'withinHour', kind: 'ratio' },
        { id: 'withinDay', kind: 'ratio' },
        { id: 'withinWeek', kind: 'ratio' },
      ],
      rows: kols.map(({ displayName, orders, median, p90, withinHour, withinDay, withinWeek }) => [
        displayName,
        orders,
        median,
        p90,
        ratio(withinHour, orders),
        ratio(withinDay, orders),
        ratio(withinWeek, orders),
      ]),
    },
    {
      id: 'classes',
      currency,
      columns: [
        { id: 'from', kind: 'count' },
        { id: 'until', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
      ],
      rows: waits.classes.map(({ from, until, orders, placed }) => [from, until, orders, placed]),
    },
    {
      id: 'hours',
      currency,
      columns: [
        { id: 'weekday', kind: 'count' },
        { id: 'hour', kind: 'count' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
      ],
      rows: hours.map(({ weekday, hour, clicks, orders, placed }) => [weekday, hour, clicks, orders, placed]),
    },
  ],
});
