import { z } from 'zod';
import { Answered } from './performance.ts';

const Sold = z.object({
  orders: z.int(),
  placed: z.int(),
  settled: z.int(),
  refunded: z.int(),
  /** Refunded ÷ placed. */
  refundRate: z.number().nullable(),
  /** Commissions accrued less reversed. */
  cost: z.int(),
});

export const LinkFigures = Sold.extend({
  linkId: z.string(),
  dealId: z.string(),
  kolId: z.string(),
  rawClicks: z.int(),
  clicks: z.int(),
  /** Parts of `clicks`: by QR code, and from the KOL's storefront or a bundle's page. */
  scans: z.int(),
  pageClicks: z.int(),
  visitors: z.int(),
  conversion: z.number().nullable(),
  /** Of the period's counted clicks; null without any. */
  firstAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  /** By the words on the address that was shared, most clicks first; the first twenty. */
  subs: z.array(z.object({ subs: z.array(z.string()), clicks: z.int(), orders: z.int(), placed: z.int() })),
});
export type LinkFigures = z.infer<typeof LinkFigures>;

export const CodeFigures = Sold.extend({
  code: z.string(),
  dealId: z.string(),
  kolId: z.string(),
  /** Of the period's orders. */
  firstAt: z.date(),
  lastAt: z.date(),
  /** Orders whose customer never clicked a link of the code's KOL. */
  withoutClick: z.int(),
});
export type CodeFigures = z.infer<typeof CodeFigures>;

/** Links and codes with a click or an order in the period, most orders first; the first hundred of each. */
export const CodesFigures = Answered.extend({
  links: z.array(LinkFigures),
  linkCount: z.int(),
  codes: z.array(CodeFigures),
  codeCount: z.int(),
});
export type CodesFigures = z.infer<typeof CodesFigures>;
