import { countChecks } from '@kolony/commissions';
import { kolNames } from '@kolony/deals';
import { qualityReport, resolveQuestion } from '@kolony/insights';
import { OrderQuality, QualityFigures, ReportQuestion } from '@kolony/insights/schema';
import { CheckState, ReasonCode } from '@kolony/trust/schema';
import { z } from 'zod';
import { defineReport } from './define-report.ts';
import { ratio } from './ratio.ts';

/** Orders by what a person or the rules made of them. */
const Checked = z.object({
  cancelled: z.int(),
  noted: z.int(),
  held: z.int(),
  released: z.int(),
  refused: z.int(),
});

const QualityReport = QualityFigures.extend({
  total: OrderQuality.extend(Checked.shape),
  kols: z.array(OrderQuality.extend({ kolId: z.string(), displayName: z.string(), ...Checked.shape })),
  /** What was seen, most orders first; an order counts under each of its reasons. */
  reasons: z.array(Checked.omit({ cancelled: true }).extend({ code: ReasonCode, orders: z.int() })),
});

/** Which orders stay, and which look odd. */
export const quality = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: QualityReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    const [figures, { states, reasons, cancelled }] = await Promise.all([
      qualityReport(deps, scope, { ...asked, names }),
      countChecks(deps, scope, asked),
    ]);
    const checkedOf = (isAsked: (kolId: string) => boolean) => ({
      cancelled: sum(cancelled.filter(({ kolId }) => isAsked(kolId))),
      ...byState(states.filter(({ kolId }) => isAsked(kolId))),
    });
    return {
      ...figures,
      total: { ...figures.total, ...checkedOf(() => true) },
      kols: figures.kols.map((kol) => ({ ...kol, ...checkedOf((kolId) => kolId === kol.kolId) })),
      reasons: ReasonCode.options
        .map((code) => {
          const seen = reasons.filter((row) => row.code === code);
          return { code, orders: sum(seen), ...byState(seen) };
        })
        .filter(({ orders }) => orders > 0)
        .sort((a, b) => b.orders - a.orders),
    };
  },
  tables: ({ currency, kols, reasons }) => [
    {
      id: 'kols',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
        { id: 'refundRate', kind: 'ratio' },
        { id: 'refundedOrders', kind: 'count' },
        { id: 'cancelled', kind: 'count' },
        { id: 'codeOnly', kind: 'ratio' },
        { id: 'fast', kind: 'count' },
        ...CheckState.options.map((id) => ({ id, kind: 'count' as const })),
      ],
      rows: kols.map((kol) => [
        kol.displayName,
        kol.orders,
        kol.placed,
        kol.refundRate,
        kol.refundedOrders,
        kol.cancelled,
        ratio(kol.codeOnly, kol.orders),
        kol.fast,
        ...CheckState.options.map((state) => kol[state]),
      ]),
    },
    {
      id: 'reasons',
      currency,
      columns: [
        { id: 'reason', kind: 'text' },
        { id: 'orders', kind: 'count' },
        ...CheckState.options.map((id) => ({ id, kind: 'count' as const })),
      ],
      rows: reasons.map((row) => [row.code, row.orders, ...CheckState.options.map((state) => row[state])]),
    },
  ],
});

const sum = (rows: readonly { orders: number }[]) => rows.reduce((all, { orders }) => all + orders, 0);

function byState(rows: readonly { state: CheckState; orders: number }[]) {
  const of = (state: CheckState) => sum(rows.filter((row) => row.state === state));
  return { noted: of('noted'), held: of('held'), released: of('released'), refused: of('refused') };
}
