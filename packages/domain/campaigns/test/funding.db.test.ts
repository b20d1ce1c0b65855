import { inTransaction } from '@kolony/db';
import { auditLedger, balances, post } from '@kolony/ledger';
import { describe, expect, test } from 'vitest';
import {
  closeCampaign,
  fundCampaign,
  fundingBalances,
  getCampaign,
  listCampaigns,
  recordDeposit,
  updateCampaign,
} from '../src/index.ts';
import { Deposit } from '../src/schema.ts';
import { campaignOf, makeWorld } from './world.ts';

type World = Awaited<ReturnType<typeof makeWorld>>;
const free = (w: World, scope = w.brand) => fundingBalances(w.deps, scope);
const money = async (w: World, id: string) => {
  const { funded, free: left } = await getCampaign(w.deps, w.brand, { id });
  return { funded, free: left };
};
const books = async (w: World) => (await auditLedger(w.db)).drift;

describe('a deposit', () => {
  test('is free to give to campaigns, per currency', async () => {
    await using w = await makeWorld();
    expect(await free(w)).toEqual([]);
    await w.deposit(100_000);
    await w.deposit(50_000);
    await w.deposit(9_900, 'JPY');
    expect(await free(w)).toEqual([
      { currency: 'CNY', free: 150_000 },
      { currency: 'JPY', free: 9_900 },
    ]);
    expect(await books(w)).toEqual([]);
  });

  test('of the same reference is the same deposit, also ten times at once; it is audited once', async () => {
    await using w = await makeWorld();
    const deposit = { amount: 70_000, currency: 'CNY' as const, reference: 'WIRE-77' };
    await Promise.all(Array.from({ length: 10 }, () => recordDeposit(w.deps, w.brand, deposit)));
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 70_000 }]);
    const events = await w.db.auditEvent.findMany({ where: { action: 'deposit.recorded' } });
    expect(events).toMatchObject([{ brandId: w.brand.brandId, actor: w.brand.actor, facts: deposit }]);
  });

  test.each([
    ['amount', { amount: 70_001, currency: 'CNY' as const }],
    ['currency', { amount: 70_000, currency: 'USD' as const }],
  ])('of the same reference with another %s is a conflict and changes nothing', async (_what, other) => {
    await using w = await makeWorld();
    await recordDeposit(w.deps, w.brand, { amount: 70_000, currency: 'CNY', reference: 'WIRE-77' });
    const again = recordDeposit(w.deps, w.brand, { ...other, reference: 'WIRE-77' });
    await expect(again).rejects.toMatchObject({ code: 'ledger/idempotency_conflict', kind: 'conflict' });
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 70_000 }]);
  });

  test('of one brand is not another’s, even under the same reference', async () => {
    await using w = await makeWorld();
    for (const [scope, amount] of [
      [w.brand, 100],
      [w.other, 200],
    ] as const)
      await recordDeposit(w.deps, scope, { amount, currency: 'CNY', reference: 'WIRE-1' });
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 100 }]);
    expect(await free(w, w.other)).toEqual([{ currency: 'CNY', free: 200 }]);
  });

  test.each([0, -1, 0.5, 1e15, Number.NaN])('of %d minor units is refused', (amount) => {
    expect(Deposit.safeParse({ amount, currency: 'CNY', reference: 'x' }).success).toBe(false);
  });
});

describe('funding a campaign', () => {
  test('¥1,000.00 deposited, ¥600.00 given: ¥400.00 stay free; a draft can be funded as well as a live one', async () => {
    await using w = await makeWorld();
    await w.deposit(100_000);
    const draft = await w.draft();
    const live = await w.live();
    await w.fund(draft.id, 45_000);
    await w.fund(live.id, 15_000);
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 40_000 }]);
    expect(await money(w, draft.id)).toEqual({ funded: 45_000, free: 45_000 });
    const { data } = await listCampaigns(w.deps, w.brand, {});
    expect(data.map((c) => [c.id, c.funded, c.free])).toEqual(
      expect.arrayContaining([
        [draft.id, 45_000, 45_000],
        [live.id, 15_000, 15_000],
      ]),
    );
    expect((await w.audited(live.id)).at(-1)).toMatchObject({
      action: 'campaign.funded',
      facts: { amount: 15_000, currency: 'CNY' },
    });
    expect(await books(w)).toEqual([]);
  });

  test('a currency that a campaign waits for is shown with nothing in it', async () => {
    await using w = await makeWorld();
    await w.draft({ currency: 'EUR' });
    expect(await free(w)).toEqual([{ currency: 'EUR', free: 0 }]);
  });

  test('more than is free is refused with what is missing', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const { id } = await w.live();
    const refusal = { code: 'campaigns/insufficient_funding', kind: 'insufficient' };
    await expect(w.fund(id, 1_001)).rejects.toMatchObject({
      ...refusal,
      facts: { field: 'amount', missing: 1, currency: 'CNY' },
    });
    expect(await money(w, id)).toEqual({ funded: 0, free: 0 });
    expect((await w.audited(id)).map((event) => event.action)).not.toContain('campaign.funded');
    await w.fund(id, 1_000);
    await expect(w.fund(id, 1)).rejects.toMatchObject(refusal);
  });

  test('money of another currency does not count', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000, 'USD');
    const { id } = await w.live();
    await expect(w.fund(id, 1)).rejects.toMatchObject({
      code: 'campaigns/insufficient_funding',
      facts: { missing: 1, currency: 'CNY' },
    });
  });

  test('a double click funds once; the same key for another amount or campaign is a conflict', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const [one, two] = [await w.live(), await w.live()];
    await Promise.all(Array.from({ length: 5 }, () => w.fund(one.id, 300, 'intent-of-the-form')));
    expect(await money(w, one.id)).toEqual({ funded: 300, free: 300 });
    const conflict = { code: 'ledger/idempotency_conflict', kind: 'conflict' };
    await expect(w.fund(one.id, 301, 'intent-of-the-form')).rejects.toMatchObject(conflict);
    await expect(w.fund(two.id, 300, 'intent-of-the-form')).rejects.toMatchObject(conflict);
    expect((await w.audited(one.id)).filter((event) => event.action === 'campaign.funded')).toHaveLength(1);
  });

  test('twenty at once against money for seven: exactly seven', async () => {
    await using w = await makeWorld();
    await w.deposit(700);
    const campaigns = [await w.live(), await w.live(), await w.live()];
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => w.fund(campaigns[i % 3]?.id ?? '', 100)),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(7);
    expect(
      results.filter((r) => r.status === 'rejected' && r.reason.code !== 'campaigns/insufficient_funding'),
    ).toEqual([]);
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 0 }]);
    expect(await books(w)).toEqual([]);
  });

  test('another brand’s campaign cannot be funded, nor with another brand’s money', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const { id } = await w.live();
    const request = { campaignId: id, amount: 10, idempotencyKey: 'intent-of-the-rival' };
    await expect(fundCampaign(w.deps, w.other, request)).rejects.toMatchObject({
      code: 'campaigns/campaign_not_found',
      kind: 'not_found',
    });
    expect(await money(w, id)).toEqual({ funded: 0, free: 0 });
  });

  test('a draft cannot change its currency while it is being funded', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const { id } = await w.draft();
    const [, update] = await Promise.allSettled([
      w.fund(id, 500),
      updateCampaign(w.deps, w.brand, { id, campaign: campaignOf({ currency: 'JPY' }) }),
    ]);
    const campaign = await getCampaign(w.deps, w.brand, { id });
    // Whoever came first: never yen with yuan in escrow.
    if (update.status === 'fulfilled') expect(campaign).toMatchObject({ currency: 'JPY', free: 0 });
    else expect(campaign).toMatchObject({ currency: 'CNY', free: 500 });
    const escrows = await w.db.ledgerAccount.findMany({ where: { kind: 'escrow', balance: { gt: 0 } } });
    expect(escrows.every((account) => account.currency === campaign.currency)).toBe(true);
  });
});

describe('closing', () => {
  test('returns what is free, once, and says so in the audit log', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const { id } = await w.live();
    await w.fund(id, 600);
    expect(await closeCampaign(w.deps, w.brand, { id })).toMatchObject({
      state: 'closed',
      funded: 0,
      free: 0,
    });
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 1_000 }]);
    expect((await w.audited(id)).at(-1)).toMatchObject({
      action: 'campaign.closed',
      facts: { returned: 600 },
    });
    expect(await books(w)).toEqual([]);
  });

  test('leaves what KOLs have earned where it is: ¥6.00 given, ¥1.50 held, ¥4.50 come back', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const { id } = await w.live();
    await w.fund(id, 600);
    const held = [
      { account: { path: `campaign:${id}:escrow`, currency: 'CNY' as const }, amount: -150 },
      { account: { path: 'kol:kol_1:pending', currency: 'CNY' as const }, amount: 150 },
    ];
    const at = w.clock.now();
    const accrual = { kind: 'accrue', idempotencyKey: 'accrue:1', occurredAt: at, entries: held };
    await inTransaction(w.db, (tx) => post(tx, w.brand, { at, transactions: [accrual] }));
    expect(await money(w, id)).toEqual({ funded: 600, free: 450 });
    expect(await closeCampaign(w.deps, w.brand, { id })).toMatchObject({ funded: 150, free: 0 });
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 850 }]);
    expect(await balances(w.db, w.brand, [{ path: 'kol:kol_1:pending', currency: 'CNY' }])).toEqual([150]);
    expect(await books(w)).toEqual([]);
  });

  test('ends funding', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    const { id } = await w.live();
    await closeCampaign(w.deps, w.brand, { id });
    await expect(w.fund(id, 100)).rejects.toMatchObject({
      code: 'campaigns/campaign_closed',
      kind: 'conflict',
    });
  });

  test('while it is being funded leaves nothing behind in escrow', async () => {
    await using w = await makeWorld();
    await w.deposit(1_000);
    for (let round = 0; round < 5; round++) {
      const { id } = await w.live();
      await Promise.allSettled([w.fund(id, 100), closeCampaign(w.deps, w.brand, { id }), w.fund(id, 100)]);
      expect(await money(w, id)).toEqual({ funded: 0, free: 0 });
    }
    expect(await free(w)).toEqual([{ currency: 'CNY', free: 1_000 }]);
  });
});
