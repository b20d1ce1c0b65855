import type { TermsRules } from '@kolony/campaigns/schema';
import { systemScope } from '@kolony/identity';
import { after, HOUR, isKolonyError, present } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { describe, expect, test } from 'vitest';
import {
  closeAfterSaleCase,
  openAfterSaleCase,
  recordConversions,
  recordRefund,
  releaseDueHolds,
  replayCommissions,
  setConversionStatus,
  winBackChargeback,
} from '../src/index.ts';
import type { NewConversion } from '../src/schema.ts';
import { addAgency, clickOf, type DealWorld, dealWorld, joinKol } from './world.ts';

/**
 * Ten thousand orders, each with a history of its own: refunds by line and whole, chargebacks lost and won back, cases
 * that freeze and thaw, status events late, twice and out of order, interleaved by chance over deals of every kind of
 * Terms. KOLONY_SEED_OF_CHANCE repeats a run.
 */
const ORDERS = 10_000;
const BATCH = 100;
const seed = Number(process.env.KOLONY_SEED_OF_CHANCE ?? Math.floor(Math.random() * 2 ** 31));

/** mulberry32: the same seed, the same histories. */
function chance(start: number) {
  let state = start;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (n: number) => Math.floor(next() * n),
    one: <T>(list: readonly T[]): T => present(list[Math.floor(next() * list.length)], 'choice'),
    yes: (probability: number) => next() < probability,
  };
}

const TERMS: TermsRules[] = [
  { earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 7 },
  { earnings: [{ kind: 'cpa', amount: 777 }], holdDays: 10, minOrder: 5_000 },
  {
    earnings: [
      { kind: 'cps', rateBp: 900 },
      { kind: 'cps', rateBp: 2_350, only: { categories: ['serum'] } },
      { kind: 'cps', rateBp: 333, only: { customer: 'returning' } },
      { kind: 'cpa', amount: 101 },
    ],
    caps: { perOrder: 4_321 },
    holdDays: 7,
  },
  {
    earnings: [{ kind: 'cps', rateBp: 1_000 }],
    tiers: {
      by: 'gmv',
      retroactive: true,
      steps: [
        { from: 500_000, rateBp: 1_300 },
        { from: 2_000_000, rateBp: 1_777 },
      ],
    },
    bonuses: [{ by: 'orders', reach: 150, amount: 12_345 }],
    holdDays: 7,
  },
  {
    earnings: [{ kind: 'cpa', amount: 500 }],
    tiers: { by: 'orders', retroactive: false, steps: [{ from: 40, amount: 650 }] },
    caps: { perDay: 20_000, total: 400_000 },
    holdDays: 14,
  },
];

interface Life {
  orderId: string;
  amount: number;
  refunded: number;
  items: readonly { sku: string; amount: number }[];
  /** How many refunds it had: names the next. */
  refunds: number;
  chargebacks: string[];
  frozen: boolean;
}

describe(`random histories (seed ${seed})`, () => {
  test(`${ORDERS} orders: the books balance, legs are the outlay, nobody has more than was earned, replay is exact`, async () => {
    await using w = await dealWorld(
      { ...TERMS[0] },
      {
        budget: 30_000_000,
        campaign: { attribution: { model: 'linear', windowDays: 90, codeRule: 'code_wins' } },
      },
    );
    const dice = chance(seed);
    const deals: { linkNo: number; dealNo: number }[] = [{ linkNo: w.linkNo, dealNo: w.dealNo }];
    const partner = await addAgency(w, 'partner', 'mcn');
    for (const [index, rules] of [...TERMS, ...TERMS].entries()) {
      const partners = index % 2 === 1 ? { partners: [{ agencyId: partner, shareBp: 3_333 }] } : {};
      deals.push((await joinKol(w, `kol_${index}`, { ...rules, ...partners })).numbers);
    }
    const lives: Life[] = [];
    let refusals = 0;
    for (let start = 0; start < ORDERS; start += BATCH) {
      const orders = Array.from({ length: BATCH }, (_, at) =>
        randomOrder(w, { dice, deals, id: start + at }),
      );
      for (const [at, outcome] of (await recordConversions(w.deps, w.brand.scope, orders)).entries()) {
        if (isKolonyError(outcome)) throw outcome;
        const order = present(orders[at], 'order');
        lives.push({
          orderId: order.orderId,
          amount: order.amount,
          refunded: 0,
          refunds: 0,
          items: order.items,
          chargebacks: [],
          frozen: false,
        });
        refusals += outcome.commissions.filter((c) => c.refusedFor !== null).length;
      }
      for (let step = 0; step < BATCH; step += 4)
        await Promise.all(
          // Four at once, never two on one order: a shop sends the events of one order one after the other.
          Array.from({ length: 4 }, (_, lane) =>
            live(w, { dice, life: dice.one(lives.filter((_l, i) => i % 4 === lane)) }),
          ),
        );
      w.clock.move(dice.below(10) * HOUR);
      await releaseDueHolds(w.deps, systemScope('test'), { limit: 1 + dice.below(200) });
      if (start % 2_500 === 0) expect((await auditLedger(w.deps.db)).drift).toEqual([]);
    }
    expect(refusals).toBeGreaterThan(0);
    await holds(w);
    // And when every hold is over.
    await w.settle(200);
    await holds(w);
  }, 600_000);
});

function randomOrder(
  w: DealWorld,
  {
    dice,
    deals,
    id,
  }: { dice: ReturnType<typeof chance>; deals: readonly { linkNo: number; dealNo: number }[]; id: number },
): NewConversion {
  const at = w.clock.now();
  const items = Array.from({ length: dice.below(4) }, (_, line) => ({
    sku: `sku-${line}`,
    ...(dice.yes(0.5) ? { category: dice.one(['serum', 'cream']) } : {}),
    quantity: 1,
    amount: 1 + dice.below(20_000),
  }));
  const total = items.reduce((sum, item) => sum + item.amount, 0);
  const touches = Array.from({ length: 1 + dice.below(3) }, (_, n) =>
    clickOf(`click-${id}-${n}`, dice.one(deals), after(at, -dice.below(20) * HOUR)),
  );
  return w.order(`order-${id}`, total === 0 ? 1 + dice.below(50_000) : total, {
    occurredAt: at,
    status: dice.one(['placed', 'paid', 'completed', 'completed']),
    items,
    touches,
    ...(dice.yes(0.6) ? { customerId: `customer-${dice.below(2_000)}` } : {}),
  });
}

/** One event in an order's life; what its rules forbid is refused and changes nothing. */
async function live(
  w: DealWorld,
  { dice, life }: { dice: ReturnType<typeof chance>; life: Life },
): Promise<void> {
  const scope = w.brand.scope;
  const { orderId } = life;
  const occurredAt = w.clock.now();
  const left = life.amount - life.refunded;
  const what = dice.below(10);
  if (what < 4 && left > 0) {
    const kind = dice.yes(0.3) ? ('chargeback' as const) : ('refund' as const);
    const amount = dice.yes(0.3) ? left : 1 + dice.below(left);
    const line = life.items.length > 0 && dice.yes(0.5) ? dice.one(life.items) : null;
    const refundId = `${orderId}-${life.refunds++}`;
    const items = line && line.amount >= amount ? [{ sku: line.sku, amount }] : [];
    const refund = { refundId, orderId, amount, items, kind, occurredAt, reason: '' };
    const done = await recordRefund(w.deps, scope, refund).catch((error: unknown) => {
      // The line may have been refunded already.
      if (isKolonyError(error) && error.code === 'commissions/refund_exceeds_item') return null;
      throw error;
    });
    if (!done) return;
    life.refunded += amount;
    if (kind === 'chargeback') life.chargebacks.push(refundId);
  } else if (what < 6) {
    const status = dice.one(['paid', 'completed', 'completed', 'cancelled'] as const);
    const result = await setConversionStatus(w.deps, scope, { orderId, status, occurredAt });
    if (result.status === 'cancelled') life.refunded = life.amount;
  } else if (what < 8) {
    const event = { orderId, caseId: `case-${orderId}`, occurredAt };
    if (!life.frozen) await openAfterSaleCase(w.deps, scope, event);
    else await closeAfterSaleCase(w.deps, scope, event);
    life.frozen = !life.frozen;
  } else if (life.chargebacks.length > 0) {
    const refundId = present(life.chargebacks.pop(), 'chargeback');
    const won = await winBackChargeback(w.deps, scope, { orderId, refundId, occurredAt }).catch(
      (error: unknown) => {
        if (isKolonyError(error) && error.code === 'ledger/insufficient_funds') return null;
        throw error;
      },
    );
    if (won && !won.replayed) life.refunded -= won.amount;
  } else {
    w.clock.move(HOUR);
    await releaseDueHolds(w.deps, systemScope('test'), { limit: 20 });
  }
}

async function holds(w: DealWorld): Promise<void> {
  const { db } = w.deps;
  expect((await auditLedger(db)).drift).toEqual([]);
  const replay = await replayCommissions(w.deps, systemScope('test'));
  expect(replay.drift).toEqual([]);
  expect(replay.orders).toBe(ORDERS);
  // Nobody has, had or owes more than what is left of what was earned: per commission, the party's side is the brand's.
  const overpaid = await db.$queryRaw`
    SELECT c.id FROM commissions c JOIN ledger_entries e ON e.subject = c.id JOIN ledger_accounts a ON a.id = e.account_id
    GROUP BY c.id
    HAVING sum(e.amount) <> 0 OR -sum(e.amount) FILTER (WHERE a.kind IN ('escrow', 'reserved', 'funding')) < 0
      OR -sum(e.amount) FILTER (WHERE a.kind IN ('escrow', 'reserved', 'funding')) > c.amount + 1`;
  expect(overpaid).toEqual([]);
  // Σ legs = outlay, for every order and every reversal: what left the brand is what the parties hold.
  const [sums] = await db.$queryRaw<{ funded: bigint; held: bigint }[]>`
    SELECT (SELECT sum(e.amount) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
        JOIN ledger_accounts a ON a.id = e.account_id WHERE t.kind = 'allocate' AND a.kind = 'escrow') AS funded,
      (SELECT sum(balance) FROM ledger_accounts WHERE kind IN ('escrow', 'reserved', 'pending', 'payable', 'in_payout', 'clawback')) AS held`;
  expect(sums?.held).toEqual(sums?.funded);
  // A reserve is kept only for what is still pending.
  const [idle] = await db.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM deal_progress WHERE pending_orders = 0 AND reserved <> 0`;
  expect(idle?.n).toBe(0n);
}
