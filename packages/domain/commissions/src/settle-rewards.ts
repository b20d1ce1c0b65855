import { TermsRules } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import { Leg } from '@kolony/deals/schema';
import { allocate, Currency, newId, present } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import { z } from 'zod';
import { escrow, funding, partyAccount, reserve } from './accounts.ts';
import { eventOrder } from './conversion.ts';
import { commissionEvent } from './events.ts';
import { insertCommissions, type NewCommissionRow } from './insert.ts';
import { changesTo, legsOf } from './legs.ts';
import { derivationOf } from './price.ts';
import type { Progress } from './progress.ts';
import { publish } from './publish.ts';
import { lockReleased, movesFor, transactionFor } from './reversal.ts';
import { hasRewards, rewardFor } from './reward.ts';
import type { DerivationStep } from './schema.ts';
import { selectCommissions } from './select-commissions.ts';

interface Settlement {
  brandId: string;
  dealIds: readonly string[];
  /** Locked by the caller, who saves it afterwards. */
  progress: ReadonlyMap<string, Progress>;
  /** Names the transactions: what changed the deals' figures. */
  cause: string;
  /** Campaigns that are closed: their money goes back to the brand. */
  closed: ReadonlySet<string>;
  now: Date;
}

interface RewardingDeal {
  id: string;
  kolId: string;
  campaignId: string;
  currency: Currency;
  version: number;
  effectiveFrom: Date;
  rules: TermsRules;
  legs: Leg[];
}

/**
 * Brings the rewards of deals to what their settled figures give, and the reserve to what pending orders may still
 * bring. Both are functions of the figures alone: reward = R(settled), reserve = R(settled + pending) − R(settled). So
 * reaching a tier takes from the reserve what every order kept back for it, and dropping below it takes the reward back.
 */
export async function settleRewards(tx: Tx, settlement: Settlement): Promise<void> {
  const { brandId, dealIds, progress, cause, closed, now } = settlement;
  for (const deal of await rewardingDeals(tx, dealIds)) {
    const figures = present(progress.get(deal.id), 'progress');
    const settled = { orders: figures.settledOrders, gmv: figures.settledGmv };
    const all = {
      orders: figures.settledOrders + figures.pendingOrders,
      gmv: figures.settledGmv + figures.pendingGmv,
    };
    const reward = rewardFor(deal.rules, settled);
    const due = reward.total - figures.reward;
    const fromReserve = Math.min(figures.reserved, Math.max(0, due));
    const toReserve = rewardFor(deal.rules, all).total - reward.total - (figures.reserved - fromReserve);
    const transactions: TransactionInput[] = [];
    if (due > 0) transactions.push(await give(tx, { deal, due, fromReserve, reward, figures, settlement }));
    if (due < 0) transactions.push(...(await takeBack(tx, { deal, owed: -due, settlement })));
    if (toReserve !== 0) {
      const from = closed.has(deal.campaignId)
        ? funding(brandId, deal.currency)
        : escrow(deal.campaignId, deal.currency);
      transactions.push({
        kind: toReserve > 0 ? 'reserve' : 'unreserve',
        idempotencyKey: `rewards:${cause}:${deal.id}`,
        occurredAt: now,
        entries: [
          { account: from, amount: -toReserve, subject: deal.id },
          { account: reserve(deal.campaignId, deal.currency), amount: toReserve, subject: deal.id },
        ],
      });
    }
    await post(tx, { brandId }, { at: now, transactions });
    figures.reward = reward.total;
    figures.reserved += toReserve - fromReserve;
  }
}

/** Deals whose Terms have tiers or bonuses, by their newest version: these rules are the same in all of them. */
async function rewardingDeals(tx: Tx, dealIds: readonly string[]): Promise<RewardingDeal[]> {
  if (dealIds.length === 0) return [];
  const rows = await tx.$queryRaw<
    {
      id: string;
      kol_id: string;
      campaign_id: string;
      currency: string;
      version: number;
      effective_from: Date;
      rules: unknown;
      legs: unknown;
    }[]
  >`
    SELECT DISTINCT ON (d.id) d.id, d.kol_id, d.campaign_id, c.currency, t.version, t.effective_from, t.rules, t.legs
    FROM deals d JOIN campaigns c ON c.id = d.campaign_id JOIN terms t ON t.deal_id = d.id
    WHERE d.id = ANY(${[...dealIds]}::text[]) AND (t.rules ? 'tiers' OR t.rules ? 'bonuses')
    ORDER BY d.id, t.version DESC`;
  return rows
    .map((row) => ({
      id: row.id,
      kolId: row.kol_id,
      campaignId: row.campaign_id,
      currency: Currency.parse(row.currency),
      version: row.version,
      effectiveFrom: row.effective_from,
      rules: TermsRules.parse(row.rules),
      legs: z.array(Leg).parse(row.legs),
    }))
    .filter((deal) => hasRewards(deal.rules));
}

interface Gift {
  deal: RewardingDeal;
  due: number;
  fromReserve: number;
  reward: { tier: number; bonus: number };
  figures: Progress;
  settlement: Settlement;
}

/** A reward is a commission of its own, payable at once: what it rests on is settled already. */
async function give(
  tx: Tx,
  { deal, due, fromReserve, reward, figures, settlement }: Gift,
): Promise<TransactionInput> {
  const { brandId, cause, now } = settlement;
  const { currency } = deal;
  const parts = (total: number) =>
    allocate(
      total,
      deal.legs.map((leg) => leg.shareBp),
    );
  const amounts = parts(due);
  const reserved = parts(fromReserve);
  const legs = deal.legs.map((leg, at) => ({ leg, amount: amounts[at] ?? 0 }));
  const steps: DerivationStep[] = [
    { kind: 'terms', dealId: deal.id, version: deal.version, effectiveFrom: deal.effectiveFrom },
    {
      kind: 'reward',
      orders: figures.settledOrders,
      gmv: figures.settledGmv,
      tier: reward.tier,
      bonus: reward.bonus,
      before: figures.reward,
    },
    { kind: 'outlay', amount: due, currency },
    { kind: 'hold', receiptAt: now, receiptAssumed: false, days: 0, until: now },
  ];
  const derivation = { rulesVersion: 1 as const, steps, lines: [] };
  const rows = legs.map(({ leg, amount }): NewCommissionRow => {
    return {
      id: newId('com'),
      source: 'reward',
      sourceKey: `reward:${cause}`,
      conversionId: null,
      campaignId: deal.campaignId,
      dealId: deal.id,
      kolId: deal.kolId,
      party: leg.party,
      linkId: null,
      termsVersion: deal.version,
      rule: 'reward',
      rateBp: null,
      base: 0,
      outlay: due,
      amount,
      currency,
      derivation: derivationOf({ derivation, legs }, leg.party),
      refusedFor: null,
      holdUntil: now,
      holdRuns: false,
    };
  });
  await insertCommissions(tx, brandId, { now, rows });
  await publish(
    tx,
    rows.flatMap((row) => {
      const about = eventOrder(brandId, { ...columns(row), created_at: now }, null);
      return [
        commissionEvent(about, 'accrued', { key: row.id, amount: row.amount, at: now }),
        commissionEvent(about, 'released', {
          key: row.id,
          amount: row.amount,
          settledDelta: row.amount,
          at: now,
        }),
      ];
    }),
  );
  return {
    kind: 'accrue',
    idempotencyKey: `reward:${cause}:${deal.id}`,
    occurredAt: now,
    entries: rows
      .flatMap((row, at) => {
        const kept = Math.min(row.amount, reserved[at] ?? 0);
        return [
          { account: reserve(deal.campaignId, currency), amount: -kept, subject: row.id },
          { account: escrow(deal.campaignId, currency), amount: kept - row.amount, subject: row.id },
          { account: partyAccount(row.party, 'payable', currency), amount: row.amount, subject: row.id },
        ];
      })
      .filter((entry) => entry.amount !== 0),
  };
}

export function columns(row: NewCommissionRow) {
  return {
    id: row.id,
    campaign_id: row.campaignId,
    deal_id: row.dealId,
    kol_id: row.kolId,
    link_id: row.linkId,
    currency: Currency.parse(row.currency),
  };
}

/** The newest rewards first. */
async function takeBack(
  tx: Tx,
  { deal, owed, settlement }: { deal: RewardingDeal; owed: number; settlement: Settlement },
): Promise<TransactionInput[]> {
  const { brandId, cause, closed, now } = settlement;
  const parties = deal.legs.map((leg) => leg.party);
  await lockReleased(tx, { brandId }, { parties, currency: deal.currency });
  const rows = await selectCommissions(tx, { own: { brandId }, dealId: deal.id, source: 'reward' });
  const groups = await legsOf(tx, rows);
  const newest = groups.sort(
    (a, b) => b.kol.created_at.getTime() - a.kol.created_at.getTime() || (a.kol.id < b.kol.id ? 1 : -1),
  );
  const transactions: TransactionInput[] = [];
  let left = owed;
  for (const legs of newest) {
    const net = legs.rows.reduce((sum, leg) => sum + leg.net, 0);
    const take = Math.min(left, net);
    if (take <= 0) continue;
    left -= take;
    const changes = changesTo(legs, net - take).flatMap(({ leg, delta }) =>
      movesFor(delta, leg.places, true).map((move) => ({ row: leg.row, ...move })),
    );
    const reversal = transactionFor({
      legs,
      changes,
      cause: `${cause}:${legs.sourceKey}`,
      at: now,
      closed,
      scope: { brandId },
    });
    if (reversal) transactions.push(reversal);
    await publish(
      tx,
      changes.map(({ row, delta }) =>
        commissionEvent(eventOrder(brandId, row, null), 'reversed', {
          key: `${cause}:${row.id}`,
          amount: delta === 0 ? 0 : -delta,
          settledDelta: delta,
          at: now,
        }),
      ),
    );
  }
  return transactions;
}
