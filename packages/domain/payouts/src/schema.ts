import { Currency, isStorable } from '@kolony/kernel';
import { z } from 'zod';

const Text = (max: number) => z.string().trim().max(max).refine(isStorable, 'unstorable_text');

/** proposed → approved → (submitted → in_doubt) → paid, or failed, cancelled; a paid one may come back: returned. */
export const PayoutState = z.enum([
  'proposed',
  'approved',
  'submitted',
  'in_doubt',
  'paid',
  'failed',
  'returned',
  'cancelled',
]);
export type PayoutState = z.infer<typeof PayoutState>;

export const Provider = z.enum(['manual', 'sandbox']);
export type Provider = z.infer<typeof Provider>;

/** Whose money: kol:<id> or agency:<id>. */
export const Party = z
  .string()
  .max(60)
  .regex(/^(?:kol|agency):[a-z0-9_]+$/, 'party');
export type Party = z.infer<typeof Party>;

/** Who is paid. */
export const PayeeName = z.object({ party: z.string(), kind: z.enum(['kol', 'agency']), name: z.string() });
export type PayeeName = z.infer<typeof PayeeName>;

/** Withholding rule sets, as data in `tax-rules.ts`. */
export const TaxRuleSetId = z.enum(['none', 'us_w9', 'us_w8', 'cn_labour']);
export type TaxRuleSetId = z.infer<typeof TaxRuleSetId>;

/** How a withheld amount came about; rendered in both languages from its values. */
export const TaxLine = z.object({
  ruleSet: TaxRuleSetId,
  /** Gross paid to the party by this brand in the rule's period (month or year) before this payout, minor units. */
  periodGross: z.int(),
  /** Withheld from that sum already. */
  periodWithheld: z.int(),
  /** What this payout pays: the amount less what is recovered (which was taxed when it was paid first). */
  gross: z.int(),
  /** Deduction, taxable amount, rate and quick deduction are those of the period's sum including this payout. */
  deduction: z.int(),
  taxable: z.int(),
  rateBp: z.int(),
  quickDeduction: z.int(),
  withheld: z.int(),
  /** True when the period's sum has to be reported to the authority (1099-NEC). */
  reportable: z.boolean(),
});
export type TaxLine = z.infer<typeof TaxLine>;

export const BankAccount = z.object({
  holder: Text(140).min(1),
  /** IBAN, or the domestic number. */
  number: z
    .string()
    .trim()
    .toUpperCase()
    .transform((text) => text.replaceAll(' ', ''))
    .pipe(z.string().regex(/^[A-Z0-9]{5,34}$/, 'account_number')),
  bic: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/, 'bic')
    .nullable(),
  bankName: Text(140),
  /** ISO 3166-1 alpha-2 */
  country: z.string().regex(/^[A-Z]{2}$/, 'country'),
});
export type BankAccount = z.infer<typeof BankAccount>;

/** A party's own view of where its money goes; `number` is shown in full only to the party. */
export const PayoutProfile = z.object({
  account: BankAccount.nullable(),
  taxRuleSet: TaxRuleSetId,
  legalName: z.string(),
  taxIdLast4: z.string(),
  updatedAt: z.date().nullable(),
});
export type PayoutProfile = z.infer<typeof PayoutProfile>;

export const SavePayoutProfile = z.object({
  account: BankAccount.nullable(),
  taxRuleSet: TaxRuleSetId,
  legalName: Text(140),
  /** Only the last four characters are kept. */
  taxId: Text(40),
});
export type SavePayoutProfile = z.infer<typeof SavePayoutProfile>;

export const Schedule = z.enum(['manual', 'weekly', 'twice_monthly', 'monthly']);
export type Schedule = z.infer<typeof Schedule>;

/** How the brand pays in one currency. */
export const PayoutPolicy = z.object({
  currency: Currency,
  /** Nobody is paid less than this; it waits. */
  minimum: z.int().min(0).max(1_000_000_000_000),
  schedule: Schedule,
  /** A batch whose total is above it needs another approver than its preparer. */
  fourEyesAbove: z.int().min(0).max(1_000_000_000_000),
  provider: Provider,
  /** The brand's own account that bank files pay from; without one the bank fills in the account it is given for. */
  payFrom: BankAccount.nullable().default(null),
});
export type PayoutPolicy = z.infer<typeof PayoutPolicy>;

/** What one party could be paid now. */
export const Payable = z.object({
  payee: PayeeName,
  currency: Currency,
  /** Released and not yet in a payout, minor units. */
  payable: z.int(),
  /** Owed back by the party. */
  owed: z.int(),
  /** Kept from this payout for what is owed: at most half of it. */
  recovered: z.int(),
  tax: TaxLine,
  /** payable − recovered − tax.withheld */
  net: z.int(),
  commissions: z.int(),
  belowMinimum: z.boolean(),
  hasAccount: z.boolean(),
});
export type Payable = z.infer<typeof Payable>;

export const PreparePayouts = z.object({
  currency: Currency,
  /** What the preparer saw per party; another amount by now is `payouts/amount_changed` and nothing is prepared. */
  parties: z
    .array(z.object({ party: Party, expectedPayable: z.int().positive() }))
    .min(1)
    .max(500),
});
export type PreparePayouts = z.infer<typeof PreparePayouts>;

export const SettlePayout = z.object({ payoutId: z.string(), reference: Text(80).min(1) });
export type SettlePayout = z.infer<typeof SettlePayout>;

export const FailPayout = z.object({ payoutId: z.string(), reason: Text(200).min(1) });
export type FailPayout = z.infer<typeof FailPayout>;

export const Payout = z.object({
  id: z.string(),
  batchId: z.string(),
  state: PayoutState,
  brand: z.object({ id: z.string(), name: z.string() }),
  payee: PayeeName,
  currency: Currency,
  amount: z.int(),
  recovered: z.int(),
  withheld: z.int(),
  tax: TaxLine,
  net: z.int(),
  commissions: z.int(),
  provider: Provider,
  /** Holder and last four characters, for recognition. */
  account: z.object({ holder: z.string(), last4: z.string() }).nullable(),
  createdAt: z.date(),
  approvedAt: z.date().nullable(),
  paidAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Payout = z.infer<typeof Payout>;

export const PayoutBatch = z.object({
  id: z.string(),
  state: z.enum(['proposed', 'approved', 'cancelled']),
  currency: Currency,
  provider: Provider,
  total: z.int(),
  payouts: z.array(Payout),
  createdAt: z.date(),
  /** user:<id>, or system:schedule */
  createdBy: z.string(),
  /** The member's name; null for the schedule. */
  createdByName: z.string().nullable(),
  approvedAt: z.date().nullable(),
  approvedBy: z.string().nullable(),
  approvedByName: z.string().nullable(),
  /** The limit it is above, so that its preparer may not approve it; null when anyone with the permission may. */
  fourEyesAbove: z.int().nullable(),
  /** The reader prepared it, and it is above the limit. */
  needsAnother: z.boolean(),
});
export type PayoutBatch = z.infer<typeof PayoutBatch>;

export const BankFileFormat = z.enum(['pain001', 'csv']);
export type BankFileFormat = z.infer<typeof BankFileFormat>;

export const BankFileRequest = z.object({ batchId: z.string(), format: BankFileFormat });
export type BankFileRequest = z.infer<typeof BankFileRequest>;

/** A file for the bank: ISO 20022 pain.001 or CSV. */
export const BankFile = z.object({ name: z.string(), mediaType: z.string(), content: z.string() });
export type BankFile = z.infer<typeof BankFile>;
