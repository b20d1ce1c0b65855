import { after, DAY, HOUR, MINUTE } from '@kolony/kernel';
import type { Random } from '../random.ts';
import { type DemoCampaign, HOURS, WEEKDAYS } from './people.ts';

/** A deal as the demo's visitors meet it. */
export interface LiveDeal {
  brandId: string;
  campaignId: string;
  dealId: string;
  kolId: string;
  linkId: string;
  linkNo: number;
  dealNo: number;
  weight: number;
}

export interface DemoClick {
  deal: LiveDeal;
  at: Date;
  visitor: number;
  device: 'mobile' | 'desktop' | 'tablet';
  inApp: string;
  referrerHost: string;
}

export interface DemoOrder {
  campaign: DemoCampaign;
  click: DemoClick;
  orderId: string;
  at: Date;
  amount: number;
  /** Part of the amount that comes back, and how many days later; null for most. */
  refund: { amount: number; afterDays: number } | null;
}

interface Place {
  inApp: string;
  referrerHost: string;
}

const PLACES: [Place, ...Place[]] = [
  { inApp: 'xiaohongshu', referrerHost: '' },
  { inApp: 'douyin', referrerHost: '' },
  { inApp: 'wechat', referrerHost: 'mp.weixin.qq.com' },
  { inApp: '', referrerHost: 'www.youtube.com' },
  { inApp: '', referrerHost: '' },
];

/** How much of a campaign's volume falls on a day: its weekday, and a launch that fades to a steady third. */
export function dayWeight(day: Date, age: number): number {
  const weekday = WEEKDAYS[(day.getUTCDay() + 6) % 7] ?? 10;
  return weekday * (1 / 3 + (2 / 3) * Math.exp(-age / 18));
}

/** One day's clicks of one campaign, spread over its deals and the hours of the day, in time order. */
export function clicksOf(
  random: Random,
  { day, deals, count }: { day: Date; deals: readonly LiveDeal[]; count: number },
): DemoClick[] {
  const weights = deals.map((deal) => deal.weight);
  const clicks: DemoClick[] = [];
  for (let i = 0; i < count; i++) {
    const deal = deals[random.weighted(weights)];
    if (!deal) continue;
    const at = after(day, random.weighted(HOURS) * HOUR + Math.floor(random.next() * HOUR));
    const { inApp, referrerHost } = random.pick(PLACES);
    const device = inApp ? 'mobile' : random.pick(['mobile', 'mobile', 'desktop', 'tablet'] as const);
    clicks.push({ deal, at, visitor: random.between(1, 60_000), device, inApp, referrerHost });
  }
  return clicks.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** One day's orders: each follows a click of the last days, most within the hour. */
export function ordersOf(
  random: Random,
  {
    campaign,
    day,
    count,
    recent,
    serial,
  }: { campaign: DemoCampaign; day: Date; count: number; recent: readonly DemoClick[]; serial: number },
): DemoOrder[] {
  const orders: DemoOrder[] = [];
  const end = after(day, DAY - 1);
  for (let i = 0; i < count; i++) {
    const click = recent[random.between(0, recent.length - 1)];
    if (!click) continue;
    const soon = after(click.at, random.between(1, 55) * MINUTE);
    const later = after(day, random.weighted(HOURS) * HOUR + Math.floor(random.next() * HOUR));
    const at = new Date(Math.min(end.getTime(), Math.max(soon.getTime(), soon >= day ? 0 : later.getTime())));
    const { low, high } = campaign.basket;
    const amount = random.between(Math.floor(low / 100), Math.floor(high / 100)) * 100;
    orders.push({
      campaign,
      click,
      orderId: `${campaign.key.toUpperCase()}-${serial + i}`,
      at,
      amount,
      refund: refundOf(random, amount),
    });
  }
  return orders.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** About one order in fourteen comes back, half of them in part. */
function refundOf(random: Random, amount: number): DemoOrder['refund'] {
  if (random.next() > 0.07) return null;
  const part =
    random.next() < 0.5
      ? Math.max(100, Math.floor((amount * random.between(20, 60)) / 10_000) * 100)
      : amount;
  return { amount: Math.min(part, amount), afterDays: random.between(1, 16) };
}
