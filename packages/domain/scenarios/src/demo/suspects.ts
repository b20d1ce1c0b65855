import { after, DAY, HOUR, MINUTE, present, SECOND } from '@kolony/kernel';
import { seededRandom } from '../random.ts';
import { CAMPAIGNS, type DemoCampaign } from './campaigns.ts';
import { basketOf } from './shelves.ts';
import type { DemoClick, DemoOrder, LiveDeal } from './traffic.ts';

/** What the rules of trust are there for, on two of the demo's last days. */
export interface Suspects {
  clicks: DemoClick[];
  orders: DemoOrder[];
  /** After these a cart was filled. */
  carts: DemoClick[];
}

/** Visitors that nobody else is. */
const FLOODER = 70_001;
const KOL_HERSELF = 70_002;
const WANDERER = 70_003;
const HASTY = 70_004;

/**
 * Two days ago one visitor clicks all night and orders three times, and a KOL buys by her own link. Yesterday a machine
 * in a data centre brings an order, another KOL's click comes between a cart and its order, and somebody is quicker
 * than people are (which alone holds nothing).
 */
export function suspectsOf(
  deals: ReadonlyMap<string, readonly LiveDeal[]>,
  { today }: { today: Date },
): Suspects {
  const clicks: DemoClick[] = [];
  const orders: DemoOrder[] = [];
  const random = seededRandom(7);
  const dealOf = (key: string, kol: LiveDeal['kol']) =>
    present(
      deals.get(key)?.find((deal) => deal.kol === kol),
      'deal',
    );
  const click = (
    deal: LiveDeal,
    at: Date,
    { visitor, kind = 'click' }: { visitor: number; kind?: DemoClick['kind'] },
  ) => {
    const made: DemoClick = {
      deal,
      at,
      visitor,
      kind,
      device: kind === 'click' ? 'mobile' : 'bot',
      inApp: '',
      referrerHost: '',
      post: '',
    };
    clicks.push(made);
    return made;
  };
  const order = (
    from: DemoClick,
    wait: number,
    { campaign, customerId }: { campaign: DemoCampaign; customerId: string },
  ) => {
    const lines = basketOf(random, { shelf: campaign.shelf, discounted: false });
    const serial = 900_001 + orders.length;
    orders.push({
      campaign,
      click: from,
      orderId: `${campaign.key.toUpperCase()}-${serial}`,
      at: after(from.at, wait),
      customerId,
      lines,
      amount: lines.reduce((sum, { amount }) => sum + amount, 0),
      code: null,
      heard: false,
      refund: null,
    });
  };
  const campaignOf = (key: string) =>
    present(
      CAMPAIGNS.find((campaign) => campaign.key === key),
      'campaign',
    );

  const night = after(today, -2 * DAY + 17 * HOUR);
  const flooded = dealOf('serum', 'tangtang');
  for (let i = 0; i < 75; i++) {
    const made = click(flooded, after(night, i * 31 * SECOND), { visitor: FLOODER });
    if (i % 5 === 4 && i > 62)
      order(made, 2 * MINUTE, { campaign: campaignOf('serum'), customerId: `customer-${20_000 + i}` });
  }
  const own = click(dealOf('lipstick', 'mei'), after(today, -2 * DAY + 12 * HOUR), { visitor: KOL_HERSELF });
  order(own, 8 * MINUTE, { campaign: campaignOf('lipstick'), customerId: 'mei@kol.example' });

  const jacket = campaignOf('jacket');
  const yesterday = after(today, -DAY);
  const machine = click(dealOf('jacket', 'gearnerd'), after(yesterday, 14 * HOUR), {
    visitor: 0,
    kind: 'datacentre',
  });
  order(machine, 5 * MINUTE, { campaign: jacket, customerId: 'customer-20101' });
  const first = click(dealOf('jacket', 'sam_trails'), after(yesterday, 15 * HOUR), { visitor: WANDERER });
  const late = click(dealOf('jacket', 'gearnerd'), after(yesterday, 16 * HOUR + 40 * MINUTE), {
    visitor: WANDERER,
  });
  order(late, 12 * MINUTE, { campaign: jacket, customerId: 'customer-20102' });
  const hasty = click(dealOf('jacket', 'lena_peaks'), after(yesterday, 18 * HOUR), { visitor: HASTY });
  order(hasty, 2 * SECOND, { campaign: jacket, customerId: 'customer-20103' });
  return { clicks, orders, carts: [first] };
}
