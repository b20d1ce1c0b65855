import { DAY, HOUR, isKolonyError } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { approveBatch, cancelBatch, prepareScheduled, submitPayouts } from '../src/index.ts';
import type { TaxRuleSetId } from '../src/schema.ts';
import { makeWorld, type World } from './world.ts';

/** mulberry32: a history is its seed. */
function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    int: (min: number, max: number) => min + Math.floor(next() * (max - min + 1)),
    pick: <T>(all: readonly T[]): T | undefined => all[Math.floor(next() * all.length)],
  };
}

/** What a caller may be told in the middle of others' work; anything else is a defect. */
const REFUSALS = [
  'payouts/nothing_payable',
  'payouts/amount_changed',
  'payouts/below_minimum',
  'payouts/illegal_transition',
  'payouts/needs_another_approver',
  'payouts/provider_reports',
  'payouts/account_missing',
  'payouts/already_paid',
  'ledger/insufficient_funds',
];

interface History {
  earned: Map<string, number>;
  refunded: Map<string, number>;
}
const add = (sums: Map<string, number>, party: string, amount: number) =>
  sums.set(party, (sums.get(party) ?? 0) + amount);

/** One thing that somebody does, drawn from what there is. */
async function act(w: World, history: History, random: ReturnType<typeof randomOf>): Promise<void> {
  const parties = [w.mei, `kol:${w.bo.kolId}`, `agency:${w.agency.agencyId}`];
  const party = random.pick(parties) ?? w.mei;
  const die = random.int(1, 20);
  if (die <= 5) {
    const amount = random.int(1, 400_000);
    await w.earn(amount, { party });
    add(history.earned, party, amount);
    return;
  }
  if (die <= 7) {
    const commission = random.pick(await w.db.commission.findMany({ where: { party } }));
    if (!commission) return;
    const amount = random.int(1, 50_000);
    const paid = await w.db.payoutItem.count({
      where: { commissionId: commission.id, payout: { state: { in: ['approved', 'paid'] } } },
    });
    await w.takeBack(commission.id, amount, { party, from: paid > 0 ? 'clawback' : 'payable' });
    add(history.refunded, party, amount);
    return;
  }
  if (die <= 10) return void (await w.prepare());
  const batch = random.pick(await w.db.payoutBatch.findMany({ where: { state: 'proposed' } }));
  if (die <= 14) return void (batch && (await approveBatch(w.deps, w.brand, { id: batch.id })));
  if (die === 15) return void (batch && (await cancelBatch(w.deps, w.brand, { id: batch.id })));
  const payout = random.pick(await w.db.payout.findMany({ where: { state: { in: ['approved', 'paid'] } } }));
  if (die === 16) return void (payout && (await w.settle(payout.id, `BANK-${payout.id}`)));
  if (die === 17) return void (payout && (await w.fail(payout.id)));
  if (die === 18) return void (payout && (await w.comeBack(payout.id)));
  if (die === 19) {
    const provider = random.pick(['manual', 'sandbox'] as const) ?? 'manual';
    return void (await w.policy({ provider, minimum: random.int(0, 5_000), schedule: 'weekly' }));
  }
  w.clock.move(random.int(1, 4) * DAY + random.int(0, 23) * HOUR);
  await prepareScheduled(w.deps, w.system);
  await submitPayouts(w.deps, w.system, { limit: 10 });
}

/** What has to be true after any history, whoever did what at the same time. */
async function check(w: World, history: History): Promise<void> {
  expect(await w.drift()).toEqual([]);
  const payouts = await w.db.payout.findMany({ include: { items: true } });
  const under = ['approved', 'submitted', 'in_doubt'];
  for (const party of [w.mei, `kol:${w.bo.kolId}`, `agency:${w.agency.agencyId}`]) {
    const own = payouts.filter((payout) => payout.party === party);
    const sum = (states: readonly string[], of: (payout: (typeof own)[number]) => bigint) =>
      Number(
        own.filter((payout) => states.includes(payout.state)).reduce((total, one) => total + of(one), 0n),
      );
    const net = (payout: (typeof own)[number]) => payout.amount - payout.recovered - payout.withheld;
    const { payable, inPayout, owed } = await w.money(party);
    // What is on its way is exactly what the payouts under way say.
    expect(inPayout).toBe(sum(under, net));
    const paid = sum(['paid'], net);
    const withheld = sum([...under, 'paid'], (payout) => payout.withheld);
    // Every unit earned is payable, on its way, paid, with the authority, or was taken back: none twice, none lost.
    const earned = (history.earned.get(party) ?? 0) - (history.refunded.get(party) ?? 0);
    expect(payable + inPayout - owed + paid + withheld).toBe(earned);
    // Nobody was paid more than they earned, but for what they owe.
    expect(paid + withheld).toBeLessThanOrEqual(earned + owed);
  }
  const settled = payouts
    .filter((payout) => payout.state === 'paid')
    .reduce((sum, payout) => sum + payout.amount - payout.recovered - payout.withheld, 0n);
  expect(await w.settled()).toBe(Number(settled));
  const kept = payouts
    .filter((payout) => [...under, 'paid'].includes(payout.state))
    .reduce((sum, payout) => sum + payout.withheld, 0n);
  expect(await w.balance('authority:cn_labour:withheld')).toBe(Number(kept));
  for (const payout of payouts) {
    expect(payout.recovered * 2n <= payout.amount).toBe(true);
    expect(payout.items.reduce((sum, item) => sum + item.amount, 0n)).toBe(payout.amount);
  }
  const open = payouts.filter((payout) => payout.state === 'proposed').flatMap((payout) => payout.items);
  expect(new Set(open.map((item) => item.commissionId)).size).toBe(open.length);
  // However often a key was sent, it is in the sandbox's books once, and paid there only if it is paid here.
  for (const { key, state, amount } of await w.db.sandboxPayment.findMany()) {
    const payout = payouts.find((one) => `payout:${one.id}` === key);
    expect(payout && payout.amount - payout.recovered - payout.withheld).toBe(amount);
    if (payout?.state === 'failed') expect(state).toBe('failed');
    if (payout?.state === 'paid') expect(['settled', 'returned']).toContain(state);
  }
}

describe('random histories, several people and workers at once', () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))('number %i', async (seed) => {
    await using w = await makeWorld();
    const random = randomOf(seed);
    const history: History = { earned: new Map(), refunded: new Map() };
    const rules: readonly TaxRuleSetId[] = ['none', 'cn_labour'];
    for (const scope of [w.kol, w.bo, w.agency])
      await w.profile(
        { number: `62220202000${random.int(0, 3)}`, taxRuleSet: random.pick(rules) ?? 'none' },
        scope,
      );
    await w.policy({ fourEyesAbove: 900_000_000 });
    const told = new Set<string>();
    for (let step = 0; step < 24; step++) {
      const results = await Promise.allSettled(Array.from({ length: 3 }, () => act(w, history, random)));
      for (const result of results) {
        if (result.status === 'fulfilled') continue;
        if (!isKolonyError(result.reason)) throw result.reason;
        told.add(result.reason.code);
      }
      if (step % 6 === 5) await check(w, history);
    }
    expect([...told].filter((code) => !REFUSALS.includes(code))).toEqual([]);
  });
});

test('a history that loses a unit is noticed', async () => {
  await using w = await makeWorld();
  const history: History = { earned: new Map(), refunded: new Map() };
  await w.earn(1_000);
  add(history.earned, w.mei, 1_001);
  await expect(check(w, history)).rejects.toThrow();
});
