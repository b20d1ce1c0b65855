import { closeCampaign } from '@kolony/campaigns';
import { recordConversions, recordRefund, releaseDueHolds } from '@kolony/commissions';
import type { NewConversion } from '@kolony/commissions/schema';
import { openDatabase } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { after, type Clock, DAY, isKolonyError, movableClock, present } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import { approveBatch, listPayable, listPayouts, preparePayouts, settlePayout } from '@kolony/payouts';
import { type ClickTokenKeys, readClickTokenKeys } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import type { BrandActor } from '../cast.ts';
import { seededRandom } from '../random.ts';
import { castAll, type DemoCast } from './cast-all.ts';
import { clickIdOf, insertClicks } from './insert-clicks.ts';
import { type DemoManifest, manifestOf } from './manifest.ts';
import { CAMPAIGNS } from './people.ts';
import { clicksOf, type DemoClick, type DemoOrder, dayWeight, ordersOf } from './traffic.ts';
import { verifyDemo } from './verify-demo.ts';

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
/** Orders are placed on clicks of the last three days. */
const MEMORY = 3;

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
    const world = { deps, clock, cast, keys, random: seededRandom(20_261_123), until: request.clock.now() };
    const clicks = await liveThrough(world, today, request.progress);
    request.progress(`${clicks.length.toLocaleString('en')} clicks`);
    await insertClicks(warehouse, keys, clicks);
    const manifest = await manifestOf(deps, cast, request.urls);
    await verifyDemo({ db, warehouse, clicks: clicks.length });
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
}

async function liveThrough(
  world: DemoWorld,
  today: Date,
  progress: (line: string) => void,
): Promise<DemoClick[]> {
  const { deps, clock, cast, random } = world;
  const clicks: DemoClick[] = [];
  const visits = new Visits();
  const refunds: { at: Date; order: DemoOrder }[] = [];
  let orderCount = 0;
  for (let ago = DAYS; ago >= 0; ago--) {
    const day = after(today, -ago * DAY);
    const dayEnd = new Date(Math.min(after(day, DAY - 1).getTime(), world.until.getTime()));
    clock.move(dayEnd.getTime() - clock.now().getTime());
    const orders: DemoOrder[] = [];
    for (const campaign of CAMPAIGNS) {
      const deals = cast.deals.get(campaign.key) ?? [];
      const age = campaign.launchedAgo - ago;
      if (deals.length === 0 || age < 1) continue;
      const share = dayWeight(day, age) / totalWeight(campaign.launchedAgo, today);
      const fresh = clicksOf(random, { day, deals, count: Math.round(campaign.clicks * share) }).filter(
        (click) => click.at <= world.until,
      );
      clicks.push(...fresh);
      for (const click of fresh) visits.add(click);
      const recent = clicks
        .slice(-20_000)
        .filter(
          (click) => click.deal.campaignId === deals[0]?.campaignId && click.at >= after(day, -MEMORY * DAY),
        );
      const made = ordersOf(random, {
        campaign,
        day,
        count: Math.round(campaign.orders * share),
        recent,
        serial: 100_000 + orderCount,
      });
      orderCount += made.length;
      orders.push(...made.filter((order) => order.at <= world.until));
    }
    await recordDay(world, orders, visits);
    for (const order of orders)
      if (order.refund) refunds.push({ at: after(order.at, order.refund.afterDays * DAY), order });
    await refundDay(world, refunds, dayEnd);
    while ((await releaseDueHolds(deps, systemScope('seed'), { limit: 500 })) > 0);
    await payDay(world, day, ago);
    if (ago % 15 === 0) progress(`${DAYS - ago} of ${DAYS} days, ${orderCount.toLocaleString('en')} orders`);
  }
  await closeFinished(world);
  return clicks;
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

/** Who clicked what before: a visitor's way to an order leads over several KOLs. */
class Visits {
  readonly #byVisitor = new Map<string, DemoClick[]>();

  add(click: DemoClick): void {
    const key = `${click.deal.campaignId}:${click.visitor}`;
    const own = this.#byVisitor.get(key);
    if (own) own.push(click);
    else this.#byVisitor.set(key, [click]);
  }

  /** The visitor's clicks up to this one, which led to an order; at most the last five, oldest first. */
  upTo({ deal, visitor, at }: DemoClick): DemoClick[] {
    const own = this.#byVisitor.get(`${deal.campaignId}:${visitor}`) ?? [];
    return own.filter((click) => click.at <= at).slice(-5);
  }
}

async function recordDay(world: DemoWorld, orders: readonly DemoOrder[], visits: Visits): Promise<void> {
  const { deps, keys, until } = world;
  await forEachBrand(world, async (key, scope) => {
    const own = orders.filter((order) => order.campaign.brand === key);
    const conversions = own.map((order) =>
      toConversion(order, { touches: visits.upTo(order.click), keys, until }),
    );
    for (const outcome of await recordConversions(deps, scope, conversions))
      if (isKolonyError(outcome)) throw outcome;
  });
}

function toConversion(
  { orderId, amount, at, click, campaign }: DemoOrder,
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
    customerId: `customer-${click.visitor}`,
    items: [{ sku: `${campaign.key}-1`, quantity: 1, amount }],
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
    for (const { at, order } of due.filter((one) => one.order.campaign.brand === key))
      await recordRefund(world.deps, scope, {
        refundId: `R-${order.orderId}`,
        orderId: order.orderId,
        amount: order.refund?.amount ?? 0,
        items: [],
        kind: 'refund',
        occurredAt: at,
        reason: 'returned',
      });
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
