import { kolNames } from '@kolony/deals';
import { resolveQuestion, spendReport } from '@kolony/insights';
import { ReportQuestion, SpendReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';

/** What the money brought, and what the last of it did. */
export const spend = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: SpendReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return spendReport(deps, scope, { ...asked, names });
  },
  tables: ({ currency, kols }) => [
    {
      id: 'kols',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'cost', kind: 'money' },
        { id: 'settledCost', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'roas', kind: 'ratio' },
        { id: 'marginal', kind: 'ratio' },
        { id: 'low', kind: 'ratio' },
        { id: 'high', kind: 'ratio' },
      ],
      rows: kols.map(({ displayName, cost, settledCost, settled, roas, marginal }) => [
        displayName,
        cost,
        settledCost,
        settled,
        roas,
        marginal?.roas ?? null,
        marginal?.low ?? null,
        marginal?.high ?? null,
      ]),
    },
  ],
});
