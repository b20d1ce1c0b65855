import { Currency } from '@kolony/kernel';
import { z } from 'zod';

export const PayoutState = z.enum(['approved', 'paid']);
export type PayoutState = z.infer<typeof PayoutState>;

/** What one KOL could be paid now. */
export const Payable = z.object({
  kol: z.object({ id: z.string(), displayName: z.string(), handle: z.string() }),
  currency: Currency,
  /** Released and not yet in a payout, minor units. */
  payable: z.int(),
  /** Owed back by the KOL. */
  owed: z.int(),
  /** Withheld from this payout for what is owed: at most half of it. */
  recovered: z.int(),
  /** payable − recovered */
  net: z.int(),
  commissions: z.int(),
});
export type Payable = z.infer<typeof Payable>;

export const ApprovePayout = z.object({
  kolId: z.string(),
  currency: Currency,
  /** What the approver saw; another amount by now is refused with `payouts/amount_changed`. */
  expectedPayable: z.int().positive(),
});
export type ApprovePayout = z.infer<typeof ApprovePayout>;

export const SettlePayout = z.object({ payoutId: z.string(), reference: z.string().trim().min(1).max(80) });
export type SettlePayout = z.infer<typeof SettlePayout>;

export const Payout = z.object({
  id: z.string(),
  state: PayoutState,
  brand: z.object({ id: z.string(), name: z.string() }),
  kol: z.object({ id: z.string(), displayName: z.string(), handle: z.string() }),
  currency: Currency,
  amount: z.int(),
  recovered: z.int(),
  net: z.int(),
  commissions: z.int(),
  provider: z.literal('manual'),
  approvedAt: z.date(),
  paidAt: z.date().nullable(),
  reference: z.string().nullable(),
});
export type Payout = z.infer<typeof Payout>;
