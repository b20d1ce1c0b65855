import { Currency, isStorable } from '@kolony/kernel';
import { z } from 'zod';

export const ImportKind = z.enum(['orders', 'refunds']);
export type ImportKind = z.infer<typeof ImportKind>;

/** The contract's own names (POST /v1/conversions, /v1/refunds): what a column can be. */
export const ImportField = z.enum([
  'order_id',
  'refund_id',
  'amount',
  'currency',
  'occurred_at',
  'status',
  'touches',
  'coupon_code',
  'customer_id',
  'customer_is_new',
  'discount',
  'shipping',
  'tax',
  'store_id',
  'reason',
]);
export type ImportField = z.infer<typeof ImportField>;

/** What each kind of file has, and what of it must be there. */
export const IMPORT_FIELDS = {
  orders: {
    required: ['order_id', 'amount', 'currency', 'occurred_at'],
    optional: [
      'status',
      'touches',
      'coupon_code',
      'customer_id',
      'customer_is_new',
      'discount',
      'shipping',
      'tax',
      'store_id',
    ],
  },
  refunds: {
    required: ['refund_id', 'order_id', 'amount', 'currency', 'occurred_at'],
    optional: ['reason'],
  },
} as const satisfies Record<
  ImportKind,
  { required: readonly ImportField[]; optional: readonly ImportField[] }
>;

export const MOST_IMPORT_LINES = 10_000;
/** UTF-8. */
const MOST_BYTES = 5_000_000;

export const ImportFile = z.strictObject({
  kind: ImportKind,
  /** The file's text, at most 5 MB. */
  text: z
    .string()
    .max(MOST_BYTES)
    .refine((text) => new TextEncoder().encode(text).length <= MOST_BYTES, 'too_large')
    .refine(isStorable, 'unstorable_text'),
  /** Which column is which field; where nothing is said, the column of that name. */
  mapping: z.partialRecord(ImportField, z.string().max(200).nullable()).default({}),
  /** Of lines without one. */
  currency: Currency.nullable().default(null),
  /** How amounts are written: `199.90`, or in minor units as the API has them: `19990`. */
  amounts: z.enum(['decimal', 'minor']).default('decimal'),
});
export type ImportFile = z.input<typeof ImportFile>;

/** Something in a line that cannot be read. Lines are counted from 1, the header's included. */
export const LineError = z.object({
  line: z.int(),
  column: z.string(),
  code: z.enum(['missing', 'amount', 'currency', 'date', 'status', 'touches', 'boolean', 'too_long']),
  /** What is there, cut. */
  value: z.string(),
});
export type LineError = z.infer<typeof LineError>;

export const ImportPreview = z.object({
  columns: z.array(z.string()),
  mapping: z.partialRecord(ImportField, z.string()),
  /** Fields without a column that a line cannot do without. */
  missing: z.array(ImportField),
  /** Without the header. */
  lines: z.int(),
  /** The first ones, cell by cell. */
  rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  /** Lines that can be read. */
  ready: z.int(),
  /** The first ones. */
  errors: z.array(LineError),
  /** Lines that cannot. */
  broken: z.int(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** What came of a line, or would. */
export const LineResult = z.object({
  line: z.int(),
  /** The order's or refund's. */
  id: z.string(),
  /** known: it was there already, the same. */
  outcome: z.enum(['new', 'known', 'refused']),
  /** A reason or an error's code: why it is refused, or why nobody earns on it. */
  why: z.string().nullable(),
  /** What all parties together earn, per currency, minor units. */
  earns: z.array(z.object({ amount: z.int(), currency: Currency })),
});
export type LineResult = z.infer<typeof LineResult>;

export const ImportResult = z.object({
  /** Nothing stayed: it was only tried. */
  dryRun: z.boolean(),
  lines: z.array(LineResult),
  counts: z.object({ new: z.int(), known: z.int(), refused: z.int() }),
  earns: z.array(z.object({ amount: z.int(), currency: Currency })),
});
export type ImportResult = z.infer<typeof ImportResult>;
