import { kolNames } from '@kolony/deals';
import { productsReport, resolveQuestion } from '@kolony/insights';
import { type ProductRow, ProductsReport, ReportQuestion } from '@kolony/insights/schema';
import type { Currency } from '@kolony/kernel';
import { defineReport } from './define-report.ts';
import type { ReportTable } from './schema.ts';

/** What sells, and what stays sold. */
export const products = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: ProductsReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return productsReport(deps, scope, { ...asked, names });
  },
  tables: ({ currency, products: rows, categories }) => [
    tableOf('products', { currency, rows }),
    tableOf('categories', { currency, rows: categories }),
  ],
});

function tableOf(
  id: string,
  { currency, rows }: { currency: Currency; rows: readonly ProductRow[] },
): ReportTable {
  return {
    id,
    currency,
    columns: [
      { id: 'name', kind: 'text' },
      { id: 'orders', kind: 'count' },
      { id: 'quantity', kind: 'count' },
      { id: 'placed', kind: 'money' },
      { id: 'refunded', kind: 'money' },
      { id: 'kept', kind: 'money' },
      { id: 'refundRate', kind: 'ratio' },
      { id: 'settled', kind: 'money' },
      { id: 'share', kind: 'ratio' },
    ],
    rows: rows.map(({ name, orders, quantity, placed, refunded, kept, refundRate, settled, share }) => [
      name,
      orders,
      quantity,
      placed,
      refunded,
      kept,
      refundRate,
      settled,
      share,
    ]),
  };
}
