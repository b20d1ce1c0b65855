import type { CampaignState, MilestoneRule } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import { Currency, isKolonyError, KolonyError, minor, toDecimal } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { escrow, funding, reserved } from './accounts.ts';
import { addEvent, type LockedDeal } from './store.ts';

/**
 * Keeps the whole fixed fee back from the campaign's escrow, what is due at once included: no other deal and no order can
 * spend it. `deals/budget_too_small` {missing, currency,
 * short: `missing` as a decimal}
 */
export async function reserveFee(
  tx: Tx,
  { id, brandId, campaignId }: LockedDeal,
  { milestones, at }: { milestones: readonly MilestoneRule[]; at: Date },
): Promise<void> {
  if (milestones.length === 0) return;
  await tx.dealMilestone.createMany({
    data: milestones.map(({ key, title, amount }, position) => {
      return { dealId: id, key, brandId, position, title, amount, state: 'reserved', changedAt: at };
    }),
  });
  const fee = milestones.reduce((sum, { amount }) => sum + amount, 0);
  const currency = await currencyOf(tx, campaignId);
  const transaction = {
    kind: 'reserve',
    idempotencyKey: `reserve:${id}`,
    occurredAt: at,
    entries: [
      { account: escrow(campaignId, currency), amount: -fee, subject: id },
      { account: reserved(campaignId, currency), amount: fee, subject: id },
    ],
  };
  await post(tx, { brandId }, { at, transactions: [transaction] }).catch((error: unknown) => {
    if (!isKolonyError(error) || error.code !== 'ledger/insufficient_funds') throw error;
    const missing = Number(error.facts.missing);
    const short = toDecimal(missing, currency);
    throw new KolonyError('deals/budget_too_small', 'insufficient', { missing, currency, short });
  });
}

/**
 * What was kept back and is not due any more goes back to the campaign's escrow, and on to the brand's funding when the
 * campaign is closed, as closing returns what is free in escrow. Σ returned, minor units.
 */
export async function returnFee(
  tx: Tx,
  { id, brandId, campaignId, campaignState }: LockedDeal & { campaignState: CampaignState },
  at: Date,
): Promise<number> {
  const open = await tx.dealMilestone.findMany({
    where: { dealId: id, state: 'reserved' },
    orderBy: { position: 'asc' },
  });
  if (open.length === 0) return 0;
  await tx.dealMilestone.updateMany({
    where: { dealId: id, state: 'reserved' },
    data: { state: 'returned', changedAt: at },
  });
  for (const { key, title, amount } of open) {
    const facts = { key, title, amount: minor(amount) };
    await addEvent(tx, { dealId: id, kind: 'milestone_returned', by: 'system', at, facts });
  }
  const fee = open.reduce((sum, { amount }) => sum + minor(amount), 0);
  const currency = await currencyOf(tx, campaignId);
  const [kept, free] = [reserved(campaignId, currency), escrow(campaignId, currency)];
  const back = {
    kind: 'unreserve',
    idempotencyKey: `unreserve:${id}`,
    occurredAt: at,
    entries: [
      { account: kept, amount: -fee, subject: id },
      { account: free, amount: fee, subject: id },
    ],
  };
  const home = {
    kind: 'return',
    idempotencyKey: `return:${id}`,
    occurredAt: at,
    entries: [
      { account: free, amount: -fee, subject: campaignId },
      { account: funding(brandId, currency), amount: fee, subject: campaignId },
    ],
  };
  const transactions = campaignState === 'closed' ? [back, home] : [back];
  await post(tx, { brandId }, { at, transactions });
  return fee;
}

async function currencyOf(tx: Tx, campaignId: string): Promise<Currency> {
  const { currency } = await tx.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    select: { currency: true },
  });
  return Currency.parse(currency);
}
