import { countChecks } from '@kolony/commissions';
import { kolNames } from '@kolony/deals';
import { qualityReport } from '@kolony/insights';
import { OrderQuality, QualityFigures, ReportQuestion } from '@kolony/insights/schema';
import { CheckState, ReasonCode } from '@kolony/trust/schema';
import { z } from 'zod';
import { defineReport } from './define-report.ts';
import { ratio } from './ratio.ts';
import { kolOf, sameRows } from './same-rows.ts';
import { type ColumnOf, tableOf } from './table-of.ts';

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
  question: ReportQuestion,
  answer: QualityReport,
  async read(deps, scope, asked) {
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
  beside: (earlier, now) => ({ ...earlier, kols: sameRows(earlier.kols, now.kols, kolOf) }),
  tables: ({ currency, kols, reasons }, earlier) => [
    tableOf({
      id: 'kols',
      currency,
      rows: kols,
      beside: earlier && { rows: earlier.kols, nameOf: kolOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
        { id: 'refundRate', kind: 'ratio', of: ({ refundRate }) => refundRate },
        { id: 'refundedOrders', kind: 'count', of: ({ refundedOrders }) => refundedOrders },
        { id: 'cancelled', kind: 'count', of: ({ cancelled }) => cancelled },
        { id: 'codeOnly', kind: 'ratio', of: (row) => ratio(row.codeOnly, row.orders) },
        { id: 'fast', kind: 'count', of: ({ fast }) => fast },
        ...stateColumns<(typeof kols)[number]>(),
      ],
    }),
    tableOf({
      id: 'reasons',
      currency,
      rows: reasons,
      beside: earlier && { rows: earlier.reasons, nameOf: ({ code }) => code },
      columns: [
        { id: 'reason', kind: 'text', of: ({ code }) => code },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        ...stateColumns<(typeof reasons)[number]>(),
      ],
    }),
  ],
});

function stateColumns<Row extends Record<CheckState, number>>(): ColumnOf<Row>[] {
  return CheckState.options.map((state) => ({ id: state, kind: 'count', of: (row) => row[state] }));
}

const sum = (rows: readonly { orders: number }[]) => rows.reduce((all, { orders }) => all + orders, 0);

function byState(rows: readonly { state: CheckState; orders: number }[]) {
  const of = (state: CheckState) => sum(rows.filter((row) => row.state === state));
  return { noted: of('noted'), held: of('held'), released: of('released'), refused: of('refused') };
}
