import { after, DAY, HOUR, MINUTE } from '@kolony/kernel';
import type { Random } from '../random.ts';
import { type Audience, deviceOf, type Place } from './audience.ts';
import type { DemoCampaign } from './campaigns.ts';
import type { Customers } from './customers.ts';
import type { KolHandle } from './people.ts';
import { type BasketLine, basketOf } from './shelves.ts';

/** A deal as the demo's visitors meet it. */
export interface LiveDeal {
  kol: KolHandle;
  brandId: string;
  campaignId: string;
  dealId: string;
  kolId: string;
  linkId: string;
  linkNo: number;
  dealNo: number;
  weight: number;
  audience: Audience;
  coupon?: { code: string; heard: number } | undefined;
}

export interface DemoClick extends Place {
  deal: LiveDeal;
  at: Date;
  visitor: number;
  kind: 'click' | 'head' | 'prefetch' | 'bot' | 'datacentre';
  device: 'mobile' | 'desktop' | 'tablet' | 'bot';
  /** Which post it was; '' where the KOL did not say. */
  post: string;
}

export interface DemoOrder {
  campaign: DemoCampaign;
  click: DemoClick;
  orderId: string;
  at: Date;
  customerId: string;
  lines: readonly BasketLine[];
  amount: number;
  code: string | null;
  /** The code was heard, not clicked: the shop knows of no click. */
  heard: boolean;
  /** What comes back, and how many days later; null for most. Items name lines; without them it is spread. */
  refund: {
    amount: number;
    items: { sku: string; amount: number }[];
    reason: string;
    afterDays: number;
    chargeback: boolean;
  } | null;
}

/** By hour of the reader's day and by weekday (Monday first): evenings and weekends are busy. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 7, 6, 6, 7, 8, 10, 14, 18, 20, 16, 8];
const WEEKDAYS = [8, 8, 9, 9, 11, 14, 13];

/** How much of a campaign's volume falls on a day: its weekday, and a launch that fades to a steady third. */
export function dayWeight(day: Date, age: number): number {
  const weekday = WEEKDAYS[(day.getUTCDay() + 6) % 7] ?? 10;
  return weekday * (1 / 3 + (2 / 3) * Math.exp(-age / 18));
}

/** One day's clicks of one campaign, spread over its deals and the hours of the day, in time order. */
export function clicksOf(
  random: Random,
  { day, age, deals, count }: { day: Date; age: number; deals: readonly LiveDeal[]; count: number },
): DemoClick[] {
  const weights = deals.map((deal) => deal.weight);
  const clicks: DemoClick[] = [];
  for (let i = 0; i < count; i++) {
    const deal = deals[random.weighted(weights)];
    if (!deal) continue;
    const { places } = deal.audience;
    const place = places[random.between(0, places.length - 1)] ?? NOWHERE;
    clicks.push({
      deal,
      at: timeOf(random, { day, audience: deal.audience }),
      visitor: random.between(1, 60_000),
      kind: 'click',
      device: deviceOf(random, place),
      ...place,
      post: postOf(random, age),
    });
  }
  return clicks.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const NOWHERE: Place = { inApp: '', referrerHost: '' };

function timeOf(random: Random, { day, audience }: { day: Date; audience: Audience }): Date {
  const hour = (random.weighted(HOURS) - audience.aheadOfUtc + 24) % 24;
  return after(day, hour * HOUR + Math.floor(random.next() * HOUR));
}

/** A KOL posts again every three weeks, and the newest post is clicked most. */
function postOf(random: Random, age: number): string {
  if (random.next() < 0.3) return '';
  const posts = 1 + Math.floor(age / 21);
  return `post-${Math.max(1, posts - random.weighted([60, 25, 15]))}`;
}

/** What tracks links without buying: crawlers, previews, machines in data centres. Recorded, never counted. */
export function machinesOf(
  random: Random,
  { day, deals, count }: { day: Date; deals: readonly LiveDeal[]; count: number },
): DemoClick[] {
  const kinds = ['bot', 'bot', 'bot', 'head', 'prefetch', 'datacentre'] as const;
  return Array.from({ length: count }, () => deals[random.between(0, deals.length - 1)]).flatMap((deal) => {
    if (!deal) return [];
    const kind = random.pick(kinds);
    const device = kind === 'prefetch' ? 'mobile' : 'bot';
    const at = after(day, Math.floor(random.next() * DAY));
    return { deal, at, visitor: 0, kind, device, ...NOWHERE, post: '' };
  });
}

interface DayOfOrders {
  campaign: DemoCampaign;
  day: Date;
  count: number;
  recent: readonly DemoClick[];
  serial: number;
  customers: Customers;
}

/** One day's orders: each follows a click of the last days, most within the hour. */
export function ordersOf(
  random: Random,
  { campaign, day, count, recent, serial, customers }: DayOfOrders,
): DemoOrder[] {
  const orders: DemoOrder[] = [];
  const end = after(day, DAY - 1);
  for (let i = 0; i < count; i++) {
    const click = recent[random.between(0, recent.length - 1)];
    if (!click) continue;
    const soon = after(click.at, random.between(1, 55) * MINUTE);
    const later = timeOf(random, { day, audience: click.deal.audience });
    const at = new Date(Math.min(end.getTime(), Math.max(soon.getTime(), soon >= day ? 0 : later.getTime())));
    const { coupon } = click.deal;
    const code = coupon && random.next() < CODED ? coupon.code : null;
    const lines = basketOf(random, { shelf: campaign.shelf, discounted: code !== null });
    orders.push({
      campaign,
      click,
      orderId: `${campaign.key.toUpperCase()}-${serial + i}`,
      at,
      customerId: customers.next(random),
      lines,
      amount: totalOf(lines),
      code,
      heard: code !== null && random.next() < (coupon?.heard ?? 0),
      refund: refundOf(random, lines),
    });
  }
  return orders.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Of the orders of a deal with a code. */
const CODED = 0.2;

const REASONS = ['returned', 'damaged', 'not as expected', 'arrived late'] as const;

/** About one order in fourteen comes back: whole, one line of it, or a part as a goodwill. */
function refundOf(random: Random, lines: readonly BasketLine[]): DemoOrder['refund'] {
  if (random.next() > 0.07) return null;
  const reason = random.pick(REASONS);
  const afterDays = random.between(1, 16);
  const amount = totalOf(lines);
  const [first] = lines;
  const way = random.next();
  const when = { afterDays, chargeback: false };
  if (way < 0.05) return { amount, items: [], reason: 'not recognised', afterDays, chargeback: true };
  if (way < 0.5 || !first) return { amount, items: [], reason, ...when };
  if (lines.length > 1)
    return { amount: first.amount, items: [{ sku: first.sku, amount: first.amount }], reason, ...when };
  const part = Math.max(100, Math.floor((amount * random.between(20, 60)) / 10_000) * 100);
  return { amount: Math.min(part, amount), items: [], reason, ...when };
}

function totalOf(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}
