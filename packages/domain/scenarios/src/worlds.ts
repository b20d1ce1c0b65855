import { recordConversions, releaseDueHolds } from '@kolony/commissions';
import type { NewConversion } from '@kolony/commissions/schema';
import { openDatabase } from '@kolony/db';
import { inviteKol } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { after, DAY, isKolonyError, movableClock, present } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import type { Link } from '@kolony/links/schema';
import { makeDatabase } from '@kolony/testing';
import { agree, type BrandActor, campaignOf, castBrand, castKol, type KolActor, launch } from './cast.ts';

export { agree, campaignOf, castBrand, castKol, type KolActor, launch } from './cast.ts';

/**
 * Four worlds that tests start from, each made through the use-cases and disposed with `await using`:
 * empty workspace → offer sent → live deal → payable commission.
 */
export interface World extends AsyncDisposable {
  deps: LinkDeps;
  databaseUrl: string;
  clock: ReturnType<typeof movableClock>;
  brand: BrandActor;
  kol: KolActor;
}

/** A brand and a KOL who have nothing to do with each other yet. */
export async function makeWorld(start = new Date('2026-10-01T08:00:00.000Z')): Promise<World> {
  const database = await makeDatabase();
  const clock = movableClock(start);
  const db = openDatabase(database.url, { max: 20 });
  const deps: LinkDeps = { db, clock, trackerUrl: 'https://go.example' };
  return {
    deps,
    databaseUrl: database.url,
    clock,
    brand: await castBrand(deps, { email: 'lin@brand.example', workspace: 'Huaxi Beauty' }),
    kol: await castKol(deps, { handle: 'mei', displayName: 'Mei' }),
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface OfferedWorld extends World {
  campaignId: string;
  dealId: string;
}

/** A live campaign of ¥10,000.00 at 15 % with an invitation the KOL has not answered. */
export async function offeredWorld({ budget = 1_000_000 } = {}): Promise<OfferedWorld> {
  const world = await makeWorld();
  const { id } = await launch(world.deps, world.brand.scope, { campaign: campaignOf(), budget });
  const deal = await inviteKol(world.deps, world.brand.scope, {
    campaignId: id,
    kolId: world.kol.scope.kolId,
    message: 'Join us',
  });
  return Object.assign(world, { campaignId: id, dealId: deal.id });
}

export interface LiveWorld extends World {
  campaignId: string;
  link: Link;
  linkNo: number;
  dealNo: number;
  /** An order of `amount` whose click was an hour before it; more fields as needed. */
  order(orderId: string, amount: number, more?: Partial<NewConversion>): NewConversion;
}

/** The KOL accepted at the world's start, and has a link. One hour has passed. */
export async function liveWorld({ budget = 1_000_000, campaign = campaignOf() } = {}): Promise<LiveWorld> {
  const world = await makeWorld();
  const { id: campaignId } = await launch(world.deps, world.brand.scope, { campaign, budget });
  const link = await agree(world.deps, { brand: world.brand.scope, kol: world.kol.scope, campaignId });
  const row = await world.deps.db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
  const numbers = { linkNo: Number(row.no), dealNo: Number(row.deal.no) };
  world.clock.move(2 * 3_600_000);
  const order = (orderId: string, amount: number, more: Partial<NewConversion> = {}): NewConversion => {
    const occurredAt = more.occurredAt ?? world.clock.now();
    return {
      orderId,
      amount,
      currency: campaign.currency,
      status: 'paid',
      occurredAt,
      touches: [{ clickId: `click-${orderId}`, ...numbers, at: after(occurredAt, -3_600_000) }],
      refusedClicks: [],
      items: [],
      metadata: {},
      ...more,
    };
  };
  return Object.assign(world, { campaignId, link, ...numbers, order });
}

export interface PayableWorld extends LiveWorld {
  commissionId: string;
}

/** One received order of ¥200.00 whose hold is over: ¥30.00 is payable. */
export async function payableWorld(): Promise<PayableWorld> {
  const world = await liveWorld();
  const [outcome] = await recordConversions(world.deps, world.brand.scope, [
    world.order('order-1', 20_000, { status: 'completed' }),
  ]);
  if (!outcome || isKolonyError(outcome)) throw outcome ?? new Error('no outcome');
  world.clock.move(7 * DAY);
  await releaseDueHolds(world.deps, systemScope('test'), { limit: 10 });
  return Object.assign(world, { commissionId: present(outcome.commissions[0], 'commission').id });
}
