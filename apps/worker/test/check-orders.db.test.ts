import {
  closeAfterSaleCase,
  decideHeldOrder,
  listEarnings,
  listHeldOrders,
  openAfterSaleCase,
  recordConversions,
  recordRefund,
  releaseDueHolds,
  replayCommissions,
} from '@kolony/commissions';
import type { NewConversion } from '@kolony/commissions/schema';
import { systemScope } from '@kolony/identity';
import { after, DAY, HOUR, isKolonyError, MINUTE, SECOND } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { createCoupon } from '@kolony/links';
import { castBrand, liveWorld } from '@kolony/scenarios/worlds';
import { makeWarehouse } from '@kolony/testing';
import type { ClickRow, SiteEventRow } from '@kolony/tracking/schema';
import { openWarehouse } from '@kolony/warehouse';
import { describe, expect, test } from 'vitest';
import { checkNewOrders } from '../src/check-orders.ts';

const PORTAL = 'portal.example';

async function checkedWorld() {
  const world = await liveWorld();
  const store = await makeWarehouse();
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  const { deps, clock, brand, kol } = world;
  // Today: what ClickHouse blanks after a month is still there.
  clock.move(Date.now() - clock.now().getTime());
  const scope = systemScope('test');
  const row = await deps.db.link.findUniqueOrThrow({ where: { id: world.link.id } });
  const click = (more: Partial<ClickRow>): ClickRow => ({
    click_id: 'c',
    at: clock.now().toISOString(),
    brand_id: brand.scope.brandId,
    campaign_id: world.campaignId,
    deal_id: row.dealId,
    kol_id: kol.scope.kolId,
    link_id: row.id,
    visitor: '',
    network_hash: '',
    kind: 'click',
    counted: true,
    repeat: false,
    route: '',
    device: 'mobile',
    in_app: '',
    referrer_host: '',
    language: '',
    country: '',
    consent: 'not_required',
    ...more,
  });
  const view = (more: Partial<SiteEventRow>): SiteEventRow => ({
    event_id: crypto.randomUUID(),
    event: 'view',
    at: clock.now().toISOString(),
    brand_id: brand.scope.brandId,
    campaign_id: world.campaignId,
    deal_id: row.dealId,
    kol_id: kol.scope.kolId,
    link_id: row.id,
    touches: [],
    visitor: '',
    counted: true,
    origin: 'https://shop.example',
    page: '/',
    order_id: '',
    amount: 0,
    currency: '',
    skus: [],
    quantities: [],
    ...more,
  });
  return Object.assign(world, {
    click,
    view,
    clicks: (rows: ClickRow[]) => warehouse.insert({ table: 'clicks', rows }),
    events: (rows: SiteEventRow[]) => warehouse.insert({ table: 'site_events', rows }),
    /** The order, and the click of an hour before with what is said of it. */
    async buy(orderId: string, of: { click?: Partial<ClickRow>; order?: Partial<NewConversion> } = {}) {
      const order = world.order(orderId, 20_000, of.order);
      const [touch] = order.touches;
      if (touch && of.click)
        await warehouse.insert({
          table: 'clicks',
          rows: [click({ click_id: touch.clickId, at: touch.at.toISOString(), ...of.click })],
        });
      const [outcome] = await recordConversions(deps, brand.scope, [order]);
      if (!outcome || isKolonyError(outcome)) throw outcome ?? new Error('no outcome');
      return outcome;
    },
    async check(): Promise<number> {
      clock.move(5 * SECOND);
      return checkNewOrders({ ...deps, warehouse, portalHost: PORTAL });
    },
    held: async () => (await listHeldOrders(deps, brand.scope, { state: 'held' })).data,
    async settle(days = 30): Promise<number> {
      clock.move(days * DAY);
      return releaseDueHolds(deps, scope, { limit: 100 });
    },
    earning: async () => (await listEarnings(deps, kol.scope, {})).data[0],
    async audit() {
      expect((await auditLedger(deps.db)).drift).toEqual([]);
      expect((await replayCommissions(deps, scope)).drift).toEqual([]);
    },
    async close() {
      await warehouse.close();
      await store[Symbol.asyncDispose]();
    },
  });
}

describe('what holds an order', () => {
  test('an order like others is looked at once, and left alone', async () => {
    await using w = await checkedWorld();
    await w.buy('o1', { click: { visitor: 'v', network_hash: 'n' } });
    expect([await w.check(), await w.check()]).toEqual([1, 0]);
    expect(await w.held()).toEqual([]);
    expect(await w.deps.db.orderCheck.count()).toBe(0);
    expect(await w.settle()).toBe(1);
    expect(await w.earning()).toMatchObject({ state: 'payable', check: null });
    await w.audit();
    await w.close();
  });

  test.each([
    ['a bot’s click', { kind: 'bot', counted: false }, 'machine_click'],
    ['a data centre’s click', { kind: 'datacentre', counted: false }, 'machine_click'],
  ] as const)('%s', async (_name, click, code) => {
    await using w = await checkedWorld();
    await w.buy('o1', { click });
    expect(await w.check()).toBe(1);
    expect(await w.held()).toMatchObject([
      { orderId: 'o1', score: 60, reasons: [{ code }], commission: 3_000 },
    ]);
    await w.close();
  });

  test('a visitor and a network that click all the time, within the hour and on the brand’s links', async () => {
    await using w = await checkedWorld();
    const at = (minutes: number) => after(w.clock.now(), -HOUR - minutes * MINUTE).toISOString();
    const many = (count: number, of: Partial<ClickRow>) =>
      Array.from({ length: count }, (_, n) => w.click({ click_id: `f${n}`, ...of }));
    await w.clicks([
      ...many(19, { visitor: 'busy', at: at(1) }),
      ...many(59, { network_hash: 'farm', at: at(59) }),
      // Too early, and not counted.
      ...many(30, { visitor: 'calm', at: at(61) }),
      ...many(30, { visitor: 'calm', at: at(1), counted: false }),
    ]);
    await w.buy('visitor', { click: { visitor: 'busy' } });
    await w.buy('network', { click: { network_hash: 'farm' } });
    await w.buy('neither', { click: { visitor: 'calm' } });
    expect(await w.check()).toBe(3);
    const found = (await w.held()).map(({ orderId, reasons }) => [
      orderId,
      reasons[0]?.code,
      reasons[0]?.value,
    ]);
    expect(found.sort()).toEqual([
      ['network', 'network_flood', 60],
      ['visitor', 'visitor_flood', 20],
    ]);
    await w.close();
  });

  test('the KOL buys: by their address, and on the device that opened the link from the portal', async () => {
    await using w = await checkedWorld();
    const { email } = await w.deps.db.user.findFirstOrThrow({ where: { kol: { id: w.kol.scope.kolId } } });
    await w.clicks([
      w.click({ visitor: 'own', referrer_host: PORTAL, at: after(w.clock.now(), -DAY).toISOString() }),
    ]);
    await w.buy('address', { click: {}, order: { customerId: email.toUpperCase() } });
    await w.buy('device', { click: { visitor: 'own' } });
    await w.buy('somebody', { click: { visitor: 'else' }, order: { customerId: 'c-1' } });
    await w.check();
    const found = (await w.held()).map(({ orderId, score }) => [orderId, score]);
    expect(found.sort()).toEqual([
      ['address', 100],
      ['device', 100],
    ]);
    await w.close();
  });

  test('a click that came after the cart of an earlier KOL’s visitor', async () => {
    await using w = await checkedWorld();
    const now = w.clock.now();
    const numbers = { linkNo: w.linkNo, dealNo: w.dealNo };
    const touches = (name: string) => [
      { clickId: `${name}-first`, ...numbers, at: after(now, -2 * HOUR) },
      { clickId: `${name}-last`, ...numbers, at: after(now, -HOUR) },
    ];
    await w.events([
      w.view({ event: 'cart', at: after(now, -HOUR - MINUTE).toISOString(), touches: ['late-first'] }),
      w.view({
        event: 'cart',
        at: after(now, -HOUR + MINUTE).toISOString(),
        touches: ['fair-first', 'fair-last'],
      }),
    ]);
    for (const name of ['late', 'fair']) {
      await w.clicks([w.click({ click_id: `${name}-last`, at: after(now, -HOUR).toISOString() })]);
      await w.buy(name, { order: { touches: touches(name) } });
    }
    // One KOL has both clicks here; what is judged is another one's.
    await w.deps.db.$executeRaw`
      UPDATE conversions SET decision = jsonb_set(decision, '{touches,0,kolId}', '"kol_earlier"')`;
    await w.check();
    expect(await w.held()).toMatchObject([{ orderId: 'late', reasons: [{ code: 'late_click', value: 60 }] }]);
    await w.close();
  });

  test('clicks of a link that reach no page, where the brand’s other links show that pages report', async () => {
    await using w = await checkedWorld();
    const at = after(w.clock.now(), -3 * HOUR).toISOString();
    const many = (link_id: string) =>
      Array.from({ length: 60 }, (_, n) => w.click({ click_id: `${link_id}${n}`, link_id, at }));
    await w.clicks([...many('other'), ...many(w.link.id)]);
    await w.events(Array.from({ length: 40 }, (_, n) => w.view({ touches: [`other${n}`], at })));
    await w.buy('o1', { click: {} });
    await w.check();
    expect(await w.held()).toMatchObject([{ reasons: [{ code: 'no_landing', value: 100, threshold: 90 }] }]);
    await w.close();
  });

  test('one buyer on many KOLs, and orders all equally long after their clicks', async () => {
    await using w = await checkedWorld();
    const spread = Array.from({ length: 21 }, (_, n) => n);
    // Each a minute after the one before, each exactly an hour after its click: no person is so exact.
    for (const n of spread) {
      w.clock.move(MINUTE);
      await w.buy(`d${n}`, { click: {} });
    }
    await w.check();
    expect((await w.held()).map(({ orderId }) => orderId).sort()).toEqual(['d19', 'd20']);
    expect((await w.held())[0]?.reasons).toMatchObject([{ code: 'same_delay', value: 100, threshold: 50 }]);

    w.clock.move(2 * DAY);
    const buyer = { customerId: 'fan' };
    for (const n of [1, 2, 3, 4, 5]) {
      w.clock.move(MINUTE);
      await w.buy(`b${n}`, { click: {}, order: buyer });
      await w.deps.db.$executeRaw`
        UPDATE conversions SET decision = jsonb_set(decision, '{touches,0,kolId}', ${JSON.stringify(`kol_${n}`)}::jsonb)
        WHERE order_id = ${`b${n}`}`;
    }
    await w.deps.db.$executeRaw`
      UPDATE conversions SET decision = jsonb_set(decision, '{touches,0,kolId}', ${JSON.stringify(w.kol.scope.kolId)}::jsonb)
      WHERE order_id = 'b5'`;
    await w.check();
    const held = await w.held();
    expect(held.filter(({ orderId }) => orderId.startsWith('b'))).toMatchObject([
      { orderId: 'b5', reasons: [{ code: 'buyer_of_many', value: 5 }] },
    ]);
    await w.close();
  });

  test('a code that is suddenly used by many whom nobody brought', async () => {
    await using w = await checkedWorld();
    await createCoupon(w.deps, w.brand.scope, { dealId: w.link.dealId, code: 'mei10' });
    const use = async (name: string, times: number, order: Partial<NewConversion>) => {
      for (let n = 0; n < times; n++) {
        w.clock.move(MINUTE);
        // However it is written.
        await w.buy(`${name}${n}`, { order: { couponCode: n % 2 ? 'MEI10' : ' mei10', ...order } });
      }
    };
    await use('brought', 25, {});
    w.clock.move(2 * HOUR);
    await use('leaked', 20, { touches: [] });
    w.clock.move(2 * MINUTE);
    expect(await w.check()).toBe(45);
    const held = (await w.held()).filter(({ reasons }) => reasons.some(({ code }) => code === 'code_spike'));
    expect(held).toMatchObject([{ orderId: 'leaked19', reasons: [{ value: 20, threshold: 20 }] }]);
    await w.close();
  });

  test('a click that is still on its way is waited for, two minutes at most', async () => {
    await using w = await checkedWorld();
    await w.buy('o1');
    expect(await w.check()).toBe(0);
    w.clock.move(2 * MINUTE);
    expect(await w.check()).toBe(1);
    expect(await w.held()).toEqual([]);
    await w.close();
  });
});

describe('what comes of a held order', () => {
  test('released: the hold goes on where it stood, and every cent arrives', async () => {
    await using w = await checkedWorld();
    const { id } = await w.buy('o1', { click: { kind: 'bot', counted: false } });
    await w.check();
    expect(await w.earning()).toMatchObject({
      state: 'pending',
      frozen: true,
      check: { state: 'held', score: 60, reasons: [{ code: 'machine_click' }] },
    });
    expect(await w.settle()).toBe(0);
    await decideHeldOrder(w.deps, w.brand.scope, {
      conversionId: id,
      decision: 'released',
      note: 'A tester of ours.',
    });
    expect(await w.earning()).toMatchObject({
      state: 'pending',
      frozen: false,
      check: { state: 'released' },
    });
    expect(await w.settle()).toBe(1);
    expect(await w.earning()).toMatchObject({ state: 'payable', amount: 3_000, reversed: 0 });
    await w.audit();
    await w.close();
  });

  test('refused: all of it goes back to the campaign, the order stays, and a return later takes nothing more', async () => {
    await using w = await checkedWorld();
    const { id } = await w.buy('o1', { click: { kind: 'datacentre', counted: false } });
    await w.check();
    await decideHeldOrder(w.deps, w.brand.scope, { conversionId: id, decision: 'refused', note: '' });
    expect(await w.earning()).toMatchObject({
      state: 'reversed',
      reversed: 3_000,
      check: { state: 'refused' },
    });
    const escrow = await w.deps.db.ledgerAccount.findFirstOrThrow({
      where: { path: `campaign:${w.campaignId}:escrow` },
    });
    expect(escrow.balance).toBe(1_000_000n);
    const back = await recordRefund(w.deps, w.brand.scope, {
      refundId: 'R1',
      orderId: 'o1',
      amount: 20_000,
      items: [],
      kind: 'refund',
      occurredAt: w.clock.now(),
      reason: 'returned',
    });
    expect(back.adjustments.map(({ amount }) => amount)).toEqual([0]);
    await w.settle();
    await w.audit();
    await w.close();
  });

  test('decided once, by its own brand, and never by the shop’s own cases', async () => {
    await using w = await checkedWorld();
    const { id } = await w.buy('o1', { click: { kind: 'bot', counted: false } });
    await w.check();
    const rival = await castBrand(w.deps, { email: 'rival@brand.example', workspace: 'Rival' });
    const decide = (scope = w.brand.scope) =>
      decideHeldOrder(w.deps, scope, { conversionId: id, decision: 'released', note: '' });
    await expect(decide(rival.scope)).rejects.toThrow('commissions/order_not_found');
    const ours = { orderId: 'o1', caseId: `check:${id}`, occurredAt: w.clock.now() };
    await expect(closeAfterSaleCase(w.deps, w.brand.scope, ours)).rejects.toThrow(
      'commissions/case_conflict',
    );
    await expect(openAfterSaleCase(w.deps, w.brand.scope, ours)).rejects.toThrow('commissions/case_conflict');
    expect(await w.settle()).toBe(0);

    const [first, second] = await Promise.allSettled([decide(), decide()]);
    expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected']);
    await expect(decide()).rejects.toThrow('trust/not_held');
    const actions = await w.deps.db.auditEvent.findMany({ where: { subject: id }, orderBy: { id: 'asc' } });
    expect(actions.map(({ action }) => action)).toEqual(['order.held', 'order.released']);
    await w.close();
  });

  test('an after-sale case and the check hold it independently', async () => {
    await using w = await checkedWorld();
    const { id } = await w.buy('o1', { click: { kind: 'bot', counted: false } });
    await w.check();
    const returned = () => ({ orderId: 'o1', caseId: 'return-1', occurredAt: w.clock.now() });
    await openAfterSaleCase(w.deps, w.brand.scope, returned());
    await decideHeldOrder(w.deps, w.brand.scope, { conversionId: id, decision: 'released', note: '' });
    expect(await w.settle()).toBe(0);
    await closeAfterSaleCase(w.deps, w.brand.scope, returned());
    expect(await w.settle()).toBe(1);
    await w.audit();
    await w.close();
  });
});
