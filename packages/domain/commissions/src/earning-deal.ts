import { TermsRules } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import { Leg } from '@kolony/deals/schema';
import { allocate, Currency, KolonyError, newId } from '@kolony/kernel';
import { z } from 'zod';
import type { NewCommissionRow } from './insert.ts';
import { derivationOf } from './price.ts';
import type { CommissionRule, CommissionSource, DerivationStep, RefusalReason } from './schema.ts';

/** A deal as what is not an order (a milestone, a day's clicks) earns under it: by its newest Terms in force. */
export interface EarningDeal {
  dealId: string;
  brandId: string;
  kolId: string;
  campaignId: string;
  campaignState: string;
  currency: Currency;
  version: number;
  effectiveFrom: Date;
  rules: TermsRules;
  legs: Leg[];
}

/** By the version in force at an instant. `commissions/no_terms` before there is one. */
export async function earningDeal(tx: Tx, dealId: string, at: Date): Promise<EarningDeal> {
  const row = await tx.deal.findUniqueOrThrow({
    where: { id: dealId },
    include: {
      campaign: true,
      terms: { where: { effectiveFrom: { lte: at } }, orderBy: { version: 'desc' }, take: 1 },
    },
  });
  const terms = row.terms[0];
  if (!terms) throw new KolonyError('commissions/no_terms', 'internal', { dealId });
  return {
    dealId,
    brandId: row.brandId,
    kolId: row.kolId,
    campaignId: row.campaignId,
    campaignState: row.campaign.state,
    currency: Currency.parse(row.campaign.currency),
    version: terms.version,
    effectiveFrom: terms.effectiveFrom,
    rules: TermsRules.parse(terms.rules),
    legs: z.array(Leg).parse(terms.legs),
  };
}

interface Source {
  source: CommissionSource;
  sourceKey: string;
  rule: CommissionRule;
  outlay: number;
  /** What makes the amount: put between the Terms and the outlay. */
  step: DerivationStep;
  refusedFor: RefusalReason | null;
  holdUntil: Date;
  holdRuns: boolean;
  now: Date;
}

/** A row per leg of what a deal earned from something that is not an order. */
export function legRows(deal: EarningDeal, of: Source): NewCommissionRow[] {
  const { currency } = deal;
  const amounts = allocate(
    of.outlay,
    deal.legs.map((leg) => leg.shareBp),
  );
  const legs = deal.legs.map((leg, at) => ({ leg, amount: amounts[at] ?? 0 }));
  const steps: DerivationStep[] = [
    { kind: 'terms', dealId: deal.dealId, version: deal.version, effectiveFrom: deal.effectiveFrom },
    of.step,
    { kind: 'outlay', amount: of.outlay, currency },
    { kind: 'hold', receiptAt: of.now, receiptAssumed: false, days: daysUntil(of), until: of.holdUntil },
  ];
  const derivation = { rulesVersion: 1 as const, steps, lines: [] };
  return legs
    .filter(({ leg }) => of.refusedFor === null || leg.party === `kol:${deal.kolId}`)
    .map(({ leg, amount }) => ({
      id: newId('com'),
      source: of.source,
      sourceKey: of.sourceKey,
      conversionId: null,
      campaignId: deal.campaignId,
      dealId: deal.dealId,
      kolId: deal.kolId,
      party: leg.party,
      linkId: null,
      termsVersion: deal.version,
      rule: of.rule,
      rateBp: null,
      base: 0,
      outlay: of.outlay,
      amount,
      currency,
      derivation: derivationOf({ derivation, legs }, leg.party),
      refusedFor: of.refusedFor,
      holdUntil: of.holdUntil,
      holdRuns: of.holdRuns,
    }));
}

function daysUntil({ now, holdUntil }: Source): number {
  return Math.round((holdUntil.getTime() - now.getTime()) / 86_400_000);
}
