import { kolNames } from '@kolony/deals';
import { funnelReport, resolveQuestion } from '@kolony/insights';
import { FunnelReport, FunnelStep, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';

/** Where visitors are lost between a click and what stays sold. */
export const funnel = defineReport({
  question: ReportQuestion,
  answer: FunnelReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return funnelReport(deps, scope, { ...asked, names });
  },
  tables: ({ currency, total, kols }) => {
    const steps = FunnelStep.options;
    const columns = steps.map((id) => ({ id, kind: 'count' as const }));
    return [
      { id: 'all', currency, columns, rows: [steps.map((step) => total[step])] },
      {
        id: 'kols',
        currency,
        columns: [{ id: 'kol', kind: 'text' }, ...columns],
        rows: kols.map(({ displayName, counts }) => [displayName, ...steps.map((step) => counts[step])]),
      },
    ];
  },
});
