import { z } from 'zod';
import { Answered } from './performance.ts';

const Sold = z.object({
  /** Orders that held it, each once. */
  orders: z.int(),
  quantity: z.int(),
  placed: z.int(),
  refunded: z.int(),
  /** Placed − refunded. */
  kept: z.int(),
  /** What is kept of the orders whose hold is over. */
  settled: z.int(),
});

/** Named by `name`: a product's SKU or a category's; '' for lines that have none. */
export const ProductRow = Sold.extend({
  name: z.string(),
  /** A product's; '' for a category and where there is none. */
  category: z.string(),
  /** Refunded ÷ placed. */
  refundRate: z.number().nullable(),
  /** Of all that was placed. */
  share: z.number(),
  /** Who sells it, highest placed first; the first five, and how many there are. */
  kols: z.array(Sold.extend({ kolId: z.string(), displayName: z.string() })),
  sellers: z.int(),
});
export type ProductRow = z.infer<typeof ProductRow>;

export const ProductsReport = Answered.extend({
  /** All lines: sums to the same placed, refunded and settled GMV as every other report. */
  total: Sold,
  /** Highest placed first; the first hundred, and how many there are. */
  products: z.array(ProductRow),
  productCount: z.int(),
  categories: z.array(ProductRow),
  categoryCount: z.int(),
});
export type ProductsReport = z.infer<typeof ProductsReport>;
