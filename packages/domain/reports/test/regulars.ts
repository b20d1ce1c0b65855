import { recordConversions, recordRefund, releaseDueHolds, setConversionStatus } from '@kolony/commissions';
import { claimOutbox, forgetBatch } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { isKolonyError, present } from '@kolony/kernel';
import { createCoupon } from '@kolony/links';
import { agree, campaignOf, castKol, type KolActor } from '@kolony/scenarios/worlds';
import { type ReportWorld, reportWorld } from './world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** All of the regulars' orders. */
export const ALL = { from: '2026-10-01', to: '2027-01-31' };
export const CODE = 'MEI10';

interface Bought {
  id: string;
  customer: string | null;
  kol: 'mei' | 'lu';
  at: string;
  amount: number;
  /** From the click; null: by Mei's code, without a click. */
  waited: number | null;
  /** What the click says of itself; null: ClickHouse never had it. */
  click: Record<string, string> | null;
}

const XHS = { country: 'CN', device: 'mobile', in_app: 'xiaohongshu', language: 'zh-cn', medium: 'link' };
const ORDERS: Bought[] = [
  {
    id: 'o1',
    customer: 'c1',
    kol: 'mei',
    at: '2026-10-05T02:00:00Z',
    amount: 20_000,
    waited: 30 * SECOND,
    click: { ...XHS, sub1: 'live' },
  },
  {
    id: 'o2',
    customer: 'c1',
    kol: 'lu',
    at: '2026-10-20T10:30:00Z',
    amount: 10_000,
    waited: 2 * HOUR,
    click: { ...XHS, in_app: 'douyin', medium: 'qr' },
  },
  // One in the morning of the first of November in Shanghai.
  {
    id: 'o4',
    customer: 'c2',
    kol: 'mei',
    at: '2026-10-31T17:00:00Z',
    amount: 8_000,
    waited: null,
    click: null,
  },
  {
    id: 'o5',
    customer: 'c3',
    kol: 'lu',
    at: '2026-11-15T10:00:00Z',
    amount: 6_000,
    waited: 5 * SECOND,
    click: {
      country: 'US',
      device: 'desktop',
      referrer_host: 'www.youtube.com',
      language: 'en',
      medium: 'link',
    },
  },
  {
    id: 'o6',
    customer: null,
    kol: 'lu',
    at: '2026-11-16T10:00:00Z',
    amount: 4_000,
    waited: 10 * DAY,
    click: XHS,
  },
  {
    id: 'o3',
    customer: 'c1',
    kol: 'mei',
    at: '2026-12-10T10:00:00Z',
    amount: 5_000,
    waited: 3 * DAY,
    click: {
      country: 'US',
      device: 'desktop',
      referrer_host: 'www.youtube.com',
      language: 'en',
      medium: 'link',
    },
  },
  {
    id: 'o7',
    customer: 'c3',
    kol: 'lu',
    at: '2027-01-20T10:00:00Z',
    amount: 7_000,
    waited: 20 * MINUTE,
    click: null,
  },
];

export interface Regulars extends ReportWorld {
  lu: KolActor;
  dealIds: { mei: string; lu: string };
  linkIds: { mei: string; lu: string };
}

/**
 * Seven orders of four months at 15 %, by Mei and Lu; c1 is Mei's and also buys from Lu, c2 is Mei's by her code, c3 is
 * Lu's, o6 nobody's. ¥30.00 of o4 come back two days later, o6 is cancelled after two days. Besides the clicks of the
 * orders five of Mei's, a repeat, and one each of what is filtered. It is the 28th of January; every hold is over. What
 * PostgreSQL tells arrives newest first, and each batch twice.
 */
export async function regulars(): Promise<Regulars> {
  const w = await reportWorld({ campaign: campaignOf() });
  const lu = await castKol(w.deps, { handle: 'lu', displayName: 'Lu' });
  const luLink = await agree(w.deps, { brand: w.brand.scope, kol: lu.scope, campaignId: w.campaignId });
  const row = await w.deps.db.link.findUniqueOrThrow({ where: { id: luLink.id }, include: { deal: true } });
  await createCoupon(w.deps, w.brand.scope, { dealId: w.link.dealId, code: CODE });
  const links = {
    mei: { link: w.link, linkNo: w.linkNo, dealNo: w.dealNo },
    lu: { link: luLink, linkNo: Number(row.no), dealNo: Number(row.deal.no) },
  };
  const moveTo = (at: Date) => w.clock.move(Math.max(0, at.getTime() - w.clock.now().getTime()));
  for (const order of ORDERS) {
    const at = new Date(order.at);
    moveTo(new Date(at.getTime() + MINUTE));
    const { linkNo, dealNo } = links[order.kol];
    const outcomes = await recordConversions(w.deps, w.brand.scope, [
      w.order(order.id, order.amount, {
        status: 'completed',
        occurredAt: at,
        ...(order.customer === null ? {} : { customerId: order.customer }),
        ...(order.waited === null
          ? { touches: [], couponCode: CODE }
          : {
              touches: [
                { clickId: `click-${order.id}`, linkNo, dealNo, at: new Date(at.getTime() - order.waited) },
              ],
            }),
      }),
    ]);
    const failed = outcomes.find(isKolonyError);
    if (failed) throw failed;
    if (order.id === 'o4') {
      const occurredAt = new Date(at.getTime() + 2 * DAY);
      moveTo(occurredAt);
      const refund = {
        refundId: 'r4',
        orderId: 'o4',
        amount: 3_000,
        items: [],
        occurredAt,
        reason: 'returned',
      };
      await recordRefund(w.deps, w.brand.scope, { ...refund, kind: 'refund' });
    }
    if (order.id === 'o6') {
      const occurredAt = new Date(at.getTime() + 2 * DAY);
      moveTo(occurredAt);
      await setConversionStatus(w.deps, w.brand.scope, { orderId: 'o6', status: 'cancelled', occurredAt });
    }
  }
  moveTo(new Date('2027-01-28T10:00:00Z'));
  await releaseDueHolds(w.deps, systemScope('test'), { limit: 100 });
  await deliverTwice(w);
  const originOf = (kol: 'mei' | 'lu') => ({
    brand_id: w.brand.scope.brandId,
    campaign_id: w.campaignId,
    deal_id: links[kol].link.dealId,
    kol_id: kol === 'mei' ? w.kol.scope.kolId : lu.scope.kolId,
    link_id: links[kol].link.id,
    consent: 'not_required',
  });
  const other = (id: string, more: object) => ({
    ...originOf('mei'),
    ...XHS,
    click_id: id,
    visitor: `visitor-${id}`,
    at: '2026-10-05T01:00:00Z',
    counted: true,
    ...more,
  });
  await w.deps.warehouse.insert({
    table: 'clicks',
    rows: [
      ...ORDERS.filter(({ click }) => click !== null).map(({ id, kol, at, waited, click }) => ({
        ...originOf(kol),
        ...click,
        click_id: `click-${id}`,
        visitor: `visitor-${id}`,
        at: new Date(Date.parse(at) - present(waited, 'delay')).toISOString(),
        counted: true,
      })),
      ...[1, 2, 3, 4, 5].map((n) => other(`extra-${n}`, {})),
      other('repeat', { repeat: true, visitor: 'visitor-extra-1' }),
      ...(['bot', 'datacentre', 'head', 'prefetch'] as const).map((kind) =>
        other(kind, { kind, counted: false }),
      ),
    ],
  });
  return Object.assign(w, {
    lu,
    dealIds: { mei: w.link.dealId, lu: luLink.dealId },
    linkIds: { mei: w.link.id, lu: luLink.id },
  });
}

/** As a worker does that was killed before it forgot what it had sent, and with the newest facts first. */
async function deliverTwice({ deps: { db, warehouse } }: ReportWorld): Promise<void> {
  const batches = await claimOutbox(db, 5_000);
  for (const { batchId, target, rows } of batches.toReversed()) {
    const again = { table: target, rows: rows.toReversed(), token: batchId };
    await warehouse.insert(again);
    await warehouse.insert(again);
    await forgetBatch(db, batchId);
  }
}
