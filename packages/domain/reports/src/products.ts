import { kolNames } from '@kolony/deals';
import { productsReport } from '@kolony/insights';
import { type ProductRow, ProductsReport, ReportQuestion } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { sameRows } from './same-rows.ts';
import type { ReportTable } from './schema.ts';
import { tableOf } from './table-of.ts';

const nameOf = ({ name }: ProductRow) => name;

/** What sells, and what stays sold. */
export const products = defineReport({
  question: ReportQuestion,
  answer: ProductsReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return productsReport(deps, scope, { ...asked, names });
  },
  beside: (earlier, now) => ({
    ...earlier,
    products: sameRows(earlier.products, now.products, nameOf),
    categories: sameRows(earlier.categories, now.categories, nameOf),
  }),
  tables: (now, earlier) => (['products', 'categories'] as const).map((id) => soldOf(id, now, earlier)),
});

function soldOf(
  id: 'products' | 'categories',
  now: ProductsReport,
  earlier: ProductsReport | null,
): ReportTable {
  return tableOf({
    id,
    currency: now.currency,
    rows: now[id],
    beside: earlier && { rows: earlier[id], nameOf },
    columns: [
      { id: 'name', kind: 'text', of: nameOf },
      { id: 'orders', kind: 'count', of: ({ orders }) => orders },
      { id: 'quantity', kind: 'count', of: ({ quantity }) => quantity },
      { id: 'placed', kind: 'money', of: ({ placed }) => placed },
      { id: 'refunded', kind: 'money', of: ({ refunded }) => refunded },
      { id: 'kept', kind: 'money', of: ({ kept }) => kept },
      { id: 'refundRate', kind: 'ratio', of: ({ refundRate }) => refundRate },
      { id: 'settled', kind: 'money', of: ({ settled }) => settled },
      { id: 'share', kind: 'ratio', of: ({ share }) => share },
    ],
  });
}
