import { closeCampaign } from '@kolony/campaigns';
import { openAfterSaleCase, recordConversions, recordRefund, releaseDueHolds } from '@kolony/commissions';
import type { NewConversion } from '@kolony/commissions/schema';
import { openDatabase } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { after, type Clock, DAY, dayIn, isKolonyError, movableClock, mulDiv, present } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import { approveBatch, listPayable, listPayouts, preparePayouts, settlePayout } from '@kolony/payouts';
import { addAnnotation } from '@kolony/reports';
import { type ClickTokenKeys, readClickTokenKeys } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import type { BrandActor } from '../cast.ts';
import { seededRandom } from '../random.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { castAll, type DemoCast } from './cast-all.ts';
import { checkNewest } from './check-newest.ts';
import { Customers } from './customers.ts';
import { clickIdOf, insertClicks } from './insert-clicks.ts';
import { type DemoManifest, manifestOf } from './manifest.ts';
import { BRANDS } from './people.ts';
import { insertVisits, visitsOf } from './site-visits.ts';
import { type Suspects, suspectsOf } from './suspects.ts';
import { clicksOf, type DemoClick, type DemoOrder, dayWeight, machinesOf, ordersOf } from './traffic.ts';
import { verifyDemo } from './verify-demo.ts';
import { Visits } from './visits.ts';

export interface SeedRequest {
  databaseUrl: string;
  clickhouseUrl: string;
  /** Key of the click tokens. */
  secret: string;
  urls: DemoManifest['urls'];
  clock: Clock;
  progress(line: string): void;
}

const DAYS = 90;
/** A live show, two evenings ago: a day that stands out, with its reason. */
const SHOW = { brand: 'huaxi', campaign: 'serum', kol: 'ajie', ago: 2, clicks: 1_600, orders: 55 };
/** Orders are placed on clicks of the last three days. */
const MEMORY = 3;
/** One request of so many is nobody's. */
const MACHINES = 22;
/** Of the orders of so many days ago some are being sent back. */
const IN_DISPUTE = 3;

/**
 * Ninety days of two brands' business, ending today: money through the use-cases, day by day on a clock of its own;
 * clicks in bulk, with the tokens that the orders name. The same figures at every run; ids and instants are new.
 * Read back and verified before it returns. Takes seconds.
 */
export async function seedDemo(request: SeedRequest): Promise<DemoManifest> {
  const today = startOfDay(request.clock.now());
  const clock = movableClock(after(today, -(DAYS + 1) * DAY));
  const db = openDatabase(withoutWaiting(request.databaseUrl));
  const warehouse = openWarehouse({ url: request.clickhouseUrl, surface: 'seed' });
  const deps: LinkDeps = { db, clock, trackerUrl: request.urls.tracker };
  try {
    request.progress('two brands, eight KOLs, an agency, five campaigns');
    const cast = await castAll(deps);
    const keys = readClickTokenKeys(request.secret);
    const suspects = suspectsOf(cast.deals, { today });
    const until = request.clock.now();
    const world = { deps, clock, cast, keys, random: seededRandom(20_261_123), until, suspects };
    const { clicks, orders } = await liveThrough(world, today, request.progress);
    request.progress(`${clicks.length.toLocaleString('en')} clicks`);
    const campaigns = new Map(
      CAMPAIGNS.map((campaign) => [present(cast.campaigns.get(campaign.key), 'campaign'), campaign]),
    );
    const visits = visitsOf(seededRandom(365), { clicks, orders, carts: suspects.carts, campaigns, until });
    const [seen] = await Promise.all([
      insertVisits(warehouse, keys, visits),
      insertClicks(warehouse, keys, clicks),
    ]);
    request.progress(`${seen.toLocaleString('en')} views, carts and orders on the shops' pages`);
    const host = present(cast.brands.get(SHOW.brand), 'brand').scope;
    await addAnnotation(deps, host, {
      day: dayIn(host.timeZone, after(today, -SHOW.ago * DAY)),
      text: '阿杰直播专场，晚八点 · A Jie’s live show at eight',
      campaignId: present(cast.campaigns.get(SHOW.campaign), 'campaign'),
    });
    await checkNewest(world, { warehouse, portalHost: new URL(request.urls.portal).host });
    const manifest = await manifestOf(deps, cast, request.urls);
    await verifyDemo({ db, warehouse, clicks: clicks.length, visits: seen });
    return manifest;
  } finally {
    await Promise.all([db.$disconnect(), warehouse.close()]);
  }
}

/** Nobody was answered yet: a seed that is cut off is made again, so its commits need not wait for the disk. */
function withoutWaiting(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  return url.href;
}

interface DemoWorld {
  deps: LinkDeps;
  clock: ReturnType<typeof movableClock>;
  cast: DemoCast;
  keys: ClickTokenKeys;
  random: ReturnType<typeof seededRandom>;
  /** The demo's present: nothing happens after it. */
  until: Date;
  suspects: Suspects;
}

async function liveThrough(
  world: DemoWorld,
  today: Date,
  progress: (line: string) => void,
): Promise<{ clicks: DemoClick[]; orders: DemoOrder[] }> {
  const { deps, clock, cast, random, suspects } = world;
  const clicks: DemoClick[] = [];
  const everyOrder: DemoOrder[] = [];
  const visits = new Visits();
  const customers = new Map(BRANDS.map(({ key }) => [key, new Customers()]));
  const refunds: { at: Date; order: DemoOrder }[] = [];
  let orderCount = 0;
  for (let ago = DAYS; ago >= 0; ago--) {
    const day = after(today, -ago * DAY);
    const dayEnd = new Date(Math.min(after(day, DAY - 1).getTime(), world.until.getTime()));
    clock.move(dayEnd.getTime() - clock.now().getTime());
    for (const { handIn } of cast.work.filter((work) => work.ago === ago)) await handIn();
    const orders: DemoOrder[] = [];
    for (const campaign of CAMPAIGNS) {
      const deals = cast.deals.get(campaign.key) ?? [];
      const age = campaign.launchedAgo - ago;
      if (deals.length === 0 || age < 1) continue;
      const share = dayWeight(day, age) / totalWeight(campaign.launchedAgo, today);
      const count = Math.round(campaign.clicks * share);
      const show = campaign.key === SHOW.campaign && ago === SHOW.ago ? SHOW : null;
      const onAir = deals.filter(({ kol }) => kol === show?.kol);
      const fresh = [
        ...clicksOf(random, { day, age, deals, count }),
        ...clicksOf(random, { day, age, deals: onAir, count: show?.clicks ?? 0 }),
        ...machinesOf(random, { day, deals, count: Math.round(count / MACHINES) }),
      ].filter((click) => click.at <= world.until);
      clicks.push(...fresh);
      for (const click of fresh) if (click.kind === 'click') visits.add(click);
      const recent = clicks
        .slice(-20_000)
        .filter(
          ({ kind, at, deal }) =>
            kind === 'click' && deal.campaignId === deals[0]?.campaignId && at >= after(day, -MEMORY * DAY),
        );
      const made = ordersOf(random, {
        campaign,
        day,
        count: Math.round(campaign.orders * share) + (show?.orders ?? 0),
        recent,
        serial: 100_000 + orderCount,
        customers: present(customers.get(campaign.brand), 'customers'),
      });
      orderCount += made.length;
      orders.push(...made.filter((order) => order.at <= world.until));
    }
    const odd = { from: day, to: dayEnd };
    for (const click of within(suspects.clicks, odd)) {
      clicks.push(click);
      visits.add(click);
    }
    orders.push(...within(suspects.orders, odd));
    everyOrder.push(...orders);
    await recordDay(world, orders, visits);
    if (ago === IN_DISPUTE) await openCases(world, { orders, at: dayEnd });
    for (const order of orders)
      if (order.refund) refunds.push({ at: after(order.at, order.refund.afterDays * DAY), order });
    await refundDay(world, refunds, dayEnd);
    while ((await releaseDueHolds(deps, systemScope('seed'), { limit: 500 })) > 0);
    await payDay(world, day, ago);
    if (ago % 15 === 0) progress(`${DAYS - ago} of ${DAYS} days, ${orderCount.toLocaleString('en')} orders`);
  }
  await closeFinished(world);
  return { clicks, orders: everyOrder };
}

function within<Happened extends { at: Date }>(
  all: readonly Happened[],
  { from, to }: { from: Date; to: Date },
): Happened[] {
  return all.filter(({ at }) => at >= from && at <= to);
}

const weights = new Map<number, number>();
/** What a campaign's days weigh together, so that its days' shares sum to one. */
function totalWeight(launchedAgo: number, today: Date): number {
  const known = weights.get(launchedAgo);
  if (known !== undefined) return known;
  let sum = 0;
  for (let age = 1; age <= launchedAgo; age++)
    sum += dayWeight(after(today, -(launchedAgo - age) * DAY), age);
  weights.set(launchedAgo, sum);
  return sum;
}

/** The brands' books are apart, so their days are written side by side. */
async function forEachBrand(
  { cast }: DemoWorld,
  work: (key: string, scope: BrandActor['scope']) => Promise<void>,
): Promise<void> {
  await Promise.all([...cast.brands].map(([key, { scope }]) => work(key, scope)));
}

async function recordDay(world: DemoWorld, orders: readonly DemoOrder[], visits: Visits): Promise<void> {
  const { deps, keys, until } = world;
  await forEachBrand(world, async (key, scope) => {
    const own = orders.filter((order) => order.campaign.brand === key);
    const conversions = own.map((order) =>
      toConversion(order, { touches: order.heard ? [] : visits.upTo(order.click), keys, until }),
    );
    for (const outcome of await recordConversions(deps, scope, conversions))
      if (isKolonyError(outcome)) throw outcome;
  });
}

function toConversion(
  { orderId, amount, at, customerId, lines, code, campaign }: DemoOrder,
  { touches, keys, until }: { touches: readonly DemoClick[]; keys: ClickTokenKeys; until: Date },
): NewConversion {
  return {
    orderId,
    amount,
    currency: campaign.campaign.currency,
    // Parcels of the last four days are still on their way.
    status: at > after(until, -4 * DAY) ? 'paid' : 'completed',
    occurredAt: at,
    touches: touches.map((touch) => ({
      clickId: clickIdOf(keys, touch),
      linkNo: touch.deal.linkNo,
      dealNo: touch.deal.dealNo,
      at: touch.at,
    })),
    refusedClicks: [],
    customerId,
    ...(code === null ? {} : { couponCode: code }),
    items: [...lines],
    // A code took a tenth off; small baskets pay for their parcel.
    ...(code === null ? {} : { discount: amount / 9 }),
    shipping: amount < present(campaign.shelf[0], 'product').price ? 1_000 : 0,
    tax: mulDiv(amount, 8, 100),
    storeId: campaign.brand === 'huaxi' && at.getUTCDate() % 3 === 0 ? 'tmall' : 'shop',
    metadata: {},
  };
}

async function refundDay(
  world: DemoWorld,
  refunds: { at: Date; order: DemoOrder }[],
  dayEnd: Date,
): Promise<void> {
  const due = refunds.filter(({ at }) => at <= dayEnd);
  refunds.splice(0, refunds.length, ...refunds.filter(({ at }) => at > dayEnd));
  await forEachBrand(world, async (key, scope) => {
    for (const { at, order } of due.filter((one) => one.order.campaign.brand === key)) {
      const { amount, items, chargeback, reason } = present(order.refund, 'refund');
      await recordRefund(world.deps, scope, {
        refundId: `R-${order.orderId}`,
        orderId: order.orderId,
        amount,
        items,
        kind: chargeback ? 'chargeback' : 'refund',
        occurredAt: at,
        reason,
      });
    }
  });
}

/** Somebody wants to send something back, and nothing of the order is paid before that is settled. */
async function openCases(
  world: DemoWorld,
  { orders, at }: { orders: readonly DemoOrder[]; at: Date },
): Promise<void> {
  await forEachBrand(world, async (key, scope) => {
    for (const { orderId } of orders.filter(({ campaign }) => campaign.brand === key).slice(0, 2))
      await openAfterSaleCase(world.deps, scope, { orderId, caseId: `RMA-${orderId}`, occurredAt: at });
  });
}

/** Approved on the 1st and 16th day of the demo's fortnights, paid by the bank five days later; the last one waits. */
async function payDay(world: DemoWorld, day: Date, ago: number): Promise<void> {
  const { deps } = world;
  await forEachBrand(world, async (_key, scope) => {
    if (ago % 15 === 9 && ago > 4) await approveEverything(deps, scope);
    if (ago % 15 !== 4 || ago === 4) return;
    for (const payout of (await listPayouts(deps, scope, { limit: 200 })).data)
      if (payout.state === 'approved')
        await settlePayout(deps, scope, {
          payoutId: payout.id,
          reference: `BANK-${day.toISOString().slice(0, 10)}`,
        });
  });
}

async function approveEverything(deps: DemoWorld['deps'], scope: BrandScope): Promise<void> {
  const byCurrency = Map.groupBy(await listPayable(deps, scope), (row) => row.currency);
  for (const [currency, rows] of byCurrency) {
    const parties = rows.map(({ payee, payable }) => ({ party: payee.party, expectedPayable: payable }));
    const batch = await preparePayouts(deps, scope, { currency, parties });
    await approveBatch(deps, scope, { id: batch.id });
  }
}

async function closeFinished({ deps, cast }: DemoWorld): Promise<void> {
  for (const { key, brand, state } of CAMPAIGNS) {
    if (state !== 'closed') continue;
    await closeCampaign(deps, present(cast.brands.get(brand), 'brand').scope, {
      id: present(cast.campaigns.get(key), 'campaign'),
    });
  }
}

function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY) * DAY);
}
