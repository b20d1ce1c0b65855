import { after, DAY, HOUR } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { approveBatch, listBatches, prepareScheduled, readPolicies, savePolicy } from '../src/index.ts';
import { PayoutPolicy } from '../src/schema.ts';
import { makeWorld, type World } from './world.ts';

const run = (w: World) => prepareScheduled(w.deps, w.system);
const moveTo = (w: World, at: string) => w.clock.move(new Date(at).getTime() - w.clock.now().getTime());
const batches = async (w: World, scope = w.brand) => (await listBatches(w.deps, scope, {})).data;

describe('policies', () => {
  test('each currency in use has one: what was saved, or the default by its decimals', async () => {
    await using w = await makeWorld();
    expect(await readPolicies(w.deps, w.brand)).toEqual([]);
    for (const currency of ['CNY', 'JPY', 'KWD'] as const) await w.earn(100, { currency });
    await w.policy({ currency: 'EUR', minimum: 2_500, schedule: 'monthly', provider: 'sandbox' });
    const byDefault = { minimum: 0, schedule: 'manual', provider: 'manual', payFrom: null };
    expect(await readPolicies(w.deps, w.brand)).toEqual([
      { currency: 'CNY', ...byDefault, fourEyesAbove: 5_000_000 }, // 50,000.00
      {
        currency: 'EUR',
        minimum: 2_500,
        schedule: 'monthly',
        fourEyesAbove: 5_000_000,
        provider: 'sandbox',
        payFrom: null,
      },
      { currency: 'JPY', ...byDefault, fourEyesAbove: 5_000_000 }, // ¥5,000,000
      { currency: 'KWD', ...byDefault, fourEyesAbove: 15_000_000 }, // 15,000.000
    ]);
    expect(await readPolicies(w.deps, w.other)).toEqual([]);
  });

  test('are audited, with the limit as it was', async () => {
    await using w = await makeWorld();
    await w.policy({ fourEyesAbove: 100 });
    await w.policy({ fourEyesAbove: 900 });
    const events = await w.db.auditEvent.findMany({
      where: { action: 'payout_policy.saved' },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.facts)).toMatchObject([
      { four_eyes_above: 100, four_eyes_above_before: null },
      { four_eyes_above: 900, four_eyes_above_before: 100 },
    ]);
  });

  test('name the brand’s account, unless its IBAN is wrong', async () => {
    await using w = await makeWorld();
    const payFrom = {
      holder: 'Huaxi',
      number: 'DE89370400440532013000',
      bic: null,
      bankName: '',
      country: 'DE',
    };
    expect(await w.policy({ payFrom })).toMatchObject({ payFrom });
    expect(await readPolicies(w.deps, w.brand)).toMatchObject([{ payFrom }]);
    await expect(
      w.policy({ payFrom: { ...payFrom, number: 'DE88370400440532013000' } }),
    ).rejects.toMatchObject({ code: 'payouts/bad_iban', facts: { field: 'payFrom.number' } });
  });

  test('need no account to be a policy', () => {
    const parsed = PayoutPolicy.parse({
      currency: 'CNY',
      minimum: 0,
      schedule: 'weekly',
      fourEyesAbove: 0,
      provider: 'manual',
    });
    expect(parsed.payFrom).toBeNull();
  });
});

describe('the schedule', () => {
  test('prepares on the brand’s Monday, once, and waits for approval like any other batch', async () => {
    await using w = await makeWorld();
    await w.policy({ schedule: 'weekly' }); // saved on Monday the 2nd at noon: the first is the 9th
    await w.profile();
    await w.earn(3_000);
    expect(await run(w)).toBe(0);
    moveTo(w, '2026-11-08T15:59:59.999Z'); // Sunday, 23:59:59.999 in Shanghai
    expect(await run(w)).toBe(0);
    moveTo(w, '2026-11-08T16:00:00.000Z');
    expect(await run(w)).toBe(1);
    expect(await batches(w)).toMatchObject([
      {
        state: 'proposed',
        total: 3_000,
        createdBy: 'system:schedule',
        createdByName: null,
        needsAnother: false,
        fourEyesAbove: null,
      },
    ]);
    await w.earn(500);
    w.clock.move(5 * DAY);
    expect(await run(w)).toBe(0);
    w.clock.move(2 * DAY);
    expect(await run(w)).toBe(1);
    expect((await batches(w)).map((batch) => batch.total).sort()).toEqual([3_000, 500]);
    expect(await w.money()).toMatchObject({ payable: 3_500, inPayout: 0 });
  });

  test('of the 1st and 16th, and of the 1st', async () => {
    await using w = await makeWorld();
    await w.profile();
    await w.policy({ schedule: 'twice_monthly' });
    await w.policy({ schedule: 'monthly', currency: 'USD' });
    const prepared: [string, number][] = [];
    for (let day = 0; day < 62; day++) {
      await w.earn(100);
      await w.earn(100, { currency: 'USD' });
      const before = w.clock.now();
      const count = await run(w);
      if (count > 0)
        prepared.push([
          after(before, 8 * HOUR)
            .toISOString()
            .slice(0, 10),
          count,
        ]);
      w.clock.move(DAY);
    }
    expect(prepared).toEqual([
      ['2026-11-16', 1],
      ['2026-12-01', 2],
      ['2026-12-16', 1],
      ['2027-01-01', 2],
    ]);
  });

  test('takes everybody at or above the minimum who has an account, and nobody else', async () => {
    await using w = await makeWorld();
    const agency = `agency:${w.agency.agencyId}`;
    await w.policy({ schedule: 'weekly', minimum: 1_000 });
    await w.profile();
    await w.profile({}, w.agency);
    await w.earn(1_000);
    await w.earn(999, { party: agency });
    await w.earn(5_000, { party: `kol:${w.bo.kolId}` }); // has no account
    await w.earn(5_000, { brand: w.other });
    w.clock.move(7 * DAY);
    expect(await run(w)).toBe(1);
    const [batch] = await batches(w);
    expect(batch?.payouts.map((payout) => [payout.payee.party, payout.amount])).toEqual([[w.mei, 1_000]]);
    expect(await batches(w, w.other)).toEqual([]);
    await w.earn(1, { party: agency });
    w.clock.move(7 * DAY);
    expect(await run(w)).toBe(1);
    expect(
      (await batches(w)).flatMap((each) => each.payouts.map((payout) => payout.payee.name)).sort(),
    ).toEqual(['Mei', 'Star MCN']);
  });

  test('with nothing to pay makes no batch, and does not make up for it in the same period', async () => {
    await using w = await makeWorld();
    await w.policy({ schedule: 'weekly' });
    await w.profile();
    w.clock.move(7 * DAY);
    expect(await run(w)).toBe(0);
    await w.earn(1_000);
    expect(await run(w)).toBe(0);
    w.clock.move(7 * DAY);
    expect(await run(w)).toBe(1);
  });

  test('is made up for by the next run when nobody was there on the day', async () => {
    await using w = await makeWorld();
    await w.policy({ schedule: 'monthly' });
    await w.profile();
    await w.earn(1_000);
    moveTo(w, '2026-12-20T00:00:00.000Z');
    expect(await run(w)).toBe(1);
    expect(await run(w)).toBe(0);
    moveTo(w, '2027-01-01T00:00:00.000Z');
    await w.earn(1_000);
    expect(await run(w)).toBe(1);
  });

  test('of eight workers prepares once', async () => {
    await using w = await makeWorld();
    await w.policy({ schedule: 'weekly' });
    await w.profile();
    await w.earn(1_000);
    w.clock.move(7 * DAY);
    const made = await Promise.all(Array.from({ length: 8 }, () => run(w)));
    expect(made.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await batches(w)).toHaveLength(1);
  });

  test('another schedule begins with its next date; another minimum does not begin it anew', async () => {
    await using w = await makeWorld();
    await w.policy({ schedule: 'weekly' });
    await w.profile();
    await w.earn(1_000);
    w.clock.move(6 * DAY + 13 * HOUR); // Monday the 9th, 01:00
    await w.policy({ schedule: 'weekly', minimum: 10 });
    expect(await run(w)).toBe(1);
    await w.earn(1_000);
    w.clock.move(7 * DAY);
    await w.policy({ schedule: 'monthly' });
    expect(await run(w)).toBe(0);
    moveTo(w, '2026-12-01T00:00:00.000Z');
    expect(await run(w)).toBe(1);
  });

  test('may be approved by anyone with the permission, whatever the amount: two were at it', async () => {
    await using w = await makeWorld();
    await savePolicy(w.deps, w.brand, {
      currency: 'CNY',
      minimum: 0,
      schedule: 'weekly',
      fourEyesAbove: 10,
      provider: 'manual',
      payFrom: null,
    });
    await w.profile();
    await w.earn(1_000);
    w.clock.move(7 * DAY);
    await run(w);
    const [batch] = await batches(w);
    expect(await approveBatch(w.deps, w.brand, { id: batch?.id ?? '' })).toMatchObject({ state: 'approved' });
  });
});
