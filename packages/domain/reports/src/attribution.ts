import { ReportModel } from '@kolony/attribution/schema';
import { kolNames } from '@kolony/deals';
import { attributionReport, resolveQuestion } from '@kolony/insights';
import { AttributionQuestion, AttributionReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';

/** Who brought whom: pay and every model over the same orders. */
export const attribution = defineReport({
  question: AttributionQuestion,
  answer: AttributionReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return attributionReport(deps, scope, { ...asked, names });
  },
  tables: ({ currency, kols, paths }) => [
    {
      id: 'kols',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'paid', kind: 'money' },
        ...ReportModel.options.map((id) => ({ id, kind: 'money' as const })),
      ],
      rows: kols.map(({ displayName, paid, by }) => [
        displayName,
        paid.value,
        ...ReportModel.options.map((model) => by[model].value),
      ]),
    },
    {
      id: 'paths',
      currency,
      columns: [
        { id: 'path', kind: 'text' },
        { id: 'orders', kind: 'count' },
        { id: 'value', kind: 'money' },
        { id: 'open', kind: 'count' },
      ],
      rows: paths.map((path) => [path.kols.join(' → '), path.conversions, path.value, path.nulls]),
    },
  ],
});
