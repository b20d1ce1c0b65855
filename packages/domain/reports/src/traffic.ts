import { resolveQuestion, trafficReport } from '@kolony/insights';
import { ClickTrait, ReportQuestion, TrafficReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';

/** Who comes, from where, and which of them buy. */
export const traffic = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: TrafficReport,
  run: (deps, scope, question) =>
    trafficReport(
      deps,
      scope,
      resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone }),
    ),
  tables: ({ currency, kinds, traits }) => [
    {
      id: 'traits',
      currency,
      columns: [
        { id: 'trait', kind: 'text' },
        { id: 'value', kind: 'text' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'conversion', kind: 'ratio' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
      ],
      rows: ClickTrait.options.flatMap((trait) =>
        traits.by[trait].map(({ value, clicks, orders, conversion, placed, settled }) => [
          trait,
          value,
          clicks,
          orders,
          conversion,
          placed,
          settled,
        ]),
      ),
    },
    {
      id: 'kinds',
      currency,
      columns: [
        { id: 'kind', kind: 'text' },
        { id: 'requests', kind: 'count' },
      ],
      rows: Object.entries(kinds),
    },
  ],
});
