import type { Currency } from '@kolony/kernel';
import { minor } from '@kolony/kernel';
import { OrderCheck } from '@kolony/trust/schema';
import type { Commission, CommissionRule, CommissionSource, CommissionState, Derivation } from './schema.ts';

/** Where a commission's money is, by account kind (ledger `whereabouts`). */
export type Places = ReadonlyMap<string, number>;
const NOWHERE: Places = new Map();

/** A commission's row with what its readers need from its neighbours. */
export interface CommissionRow {
  id: string;
  source: CommissionSource;
  source_key: string;
  conversion_id: string | null;
  order_id: string | null;
  campaign_id: string;
  campaign_name: string;
  deal_id: string;
  kol_id: string;
  kol_name: string;
  party: string;
  link_id: string | null;
  terms_version: number;
  rule: CommissionRule;
  rate_bp: number | null;
  base: bigint;
  outlay: bigint;
  amount: bigint;
  currency: Currency;
  derivation: Derivation;
  refused_for: string | null;
  hold_until: Date;
  /** When its hold ended. */
  settled_at: Date | null;
  frozen: boolean | null;
  /** Of its order: {state, score, reasons}; null where nothing was found. */
  order_check: unknown;
  created_at: Date;
}

/** The brand's side: what left it for the commission and did not come back is what the commission is now. */
const BRAND_SIDE = ['escrow', 'reserved', 'funding'] as const;
const sum = (places: Places, kinds: readonly string[]) =>
  kinds.reduce((total, kind) => total + (places.get(kind) ?? 0), 0);

/** What the commission is worth after all reversals so far. */
export function netOf(places: Places): number {
  const net = -sum(places, BRAND_SIDE);
  return net === 0 ? 0 : net;
}

/** Out of Kolony: paid by a provider, or tax that was withheld. */
function paidOf(places: Places): number {
  return sum(places, ['manual', 'sandbox', 'withheld']);
}

/** The state is read from where the money is; it is stored nowhere. */
function stateOf(row: { refused: boolean; amount: number }, places: Places): CommissionState {
  if (row.refused) return 'refused';
  if ((places.get('pending') ?? 0) > 0) return 'pending';
  if ((places.get('payable') ?? 0) > 0) return 'payable';
  if ((places.get('in_payout') ?? 0) > 0) return 'in_payout';
  if (paidOf(places) > 0) return 'paid';
  // Nothing left anywhere: taken back by refunds, or withheld whole for an earlier debt, which is being paid too.
  return netOf(places) <= 0 ? 'reversed' : 'paid';
}

/** What stopped the order, or does; what was only noted is nothing to tell. */
function checkOf(found: unknown): OrderCheck | null {
  if (found === null) return null;
  const check = OrderCheck.parse(found);
  return check.state === 'noted' ? null : check;
}

export function toCommission(row: CommissionRow, places: Places = NOWHERE): Commission {
  const amount = minor(row.amount);
  const refused = row.refused_for !== null;
  return {
    id: row.id,
    source: row.source,
    conversionId: row.conversion_id,
    orderId: row.order_id,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    dealId: row.deal_id,
    kolId: row.kol_id,
    kolName: row.kol_name,
    party: row.party,
    linkId: row.link_id,
    termsVersion: row.terms_version,
    rule: row.rule,
    base: minor(row.base),
    rateBp: row.rate_bp,
    outlay: minor(row.outlay),
    amount,
    reversed: refused ? 0 : amount - netOf(places),
    currency: row.currency,
    state: stateOf({ refused, amount }, places),
    refusedFor: row.refused_for as Commission['refusedFor'],
    holdUntil: row.hold_until,
    frozen: row.frozen ?? false,
    check: checkOf(row.order_check),
    createdAt: row.created_at,
  };
}
