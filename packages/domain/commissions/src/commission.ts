import type { Currency } from '@kolony/kernel';
import { minor } from '@kolony/kernel';
import type { Commission, CommissionState } from './schema.ts';

/** Where a commission's money is, by account kind (ledger `whereabouts`). */
export type Places = ReadonlyMap<string, number>;
const NOWHERE: Places = new Map();

/** A commission's row with what its readers need from its neighbours. */
export interface CommissionRow {
  id: string;
  conversion_id: string;
  order_id: string;
  campaign_id: string;
  campaign_name: string;
  deal_id: string;
  kol_id: string;
  link_id: string;
  terms_version: number;
  base: bigint;
  rate_bp: number;
  amount: bigint;
  currency: string;
  refused_for: string | null;
  hold_until: Date;
  created_at: Date;
}

/** What refunds took back so far: accrued less what the campaign (or, once closed, the brand) did not get back. */
export function reversedSoFar(accrued: number, places: Places): number {
  return accrued + (places.get('escrow') ?? 0) + (places.get('funding') ?? 0);
}

/** The state is read from where the money is; it is stored nowhere. */
function stateOf(row: { refused: boolean; amount: number }, places: Places): CommissionState {
  if (row.refused) return 'refused';
  if ((places.get('pending') ?? 0) > 0) return 'pending';
  if ((places.get('payable') ?? 0) > 0) return 'payable';
  if ((places.get('in_payout') ?? 0) > 0) return 'in_payout';
  if ((places.get('manual') ?? 0) > 0) return 'paid';
  // Nothing left anywhere: taken back by refunds, or withheld whole for an earlier debt, which is being paid too.
  return reversedSoFar(row.amount, places) >= row.amount ? 'reversed' : 'paid';
}

export function toCommission(row: CommissionRow, places: Places = NOWHERE): Commission {
  const amount = minor(row.amount);
  const refused = row.refused_for !== null;
  return {
    id: row.id,
    conversionId: row.conversion_id,
    orderId: row.order_id,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    dealId: row.deal_id,
    kolId: row.kol_id,
    linkId: row.link_id,
    termsVersion: row.terms_version,
    rule: 'cps',
    base: minor(row.base),
    rateBp: row.rate_bp,
    amount,
    reversed: refused ? 0 : reversedSoFar(amount, places),
    currency: row.currency as Currency,
    state: stateOf({ refused, amount }, places),
    refusedFor: row.refused_for as Commission['refusedFor'],
    holdUntil: row.hold_until,
    createdAt: row.created_at,
  };
}
