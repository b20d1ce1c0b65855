import { recordConversions, recordRefund, releaseDueHolds } from '@kolony/commissions';
import { systemScope } from '@kolony/identity';
import { DAY, isKolonyError } from '@kolony/kernel';
import { agree, campaignOf, castKol } from '@kolony/scenarios/worlds';
import { type ReportWorld, reportWorld } from './world.ts';

/** The ten days that performance reports are tested over, five and five; the brand's days are Shanghai's. */
export const NOW = { from: '2026-10-06', to: '2026-10-10' };
export const BEFORE = { from: '2026-10-01', to: '2026-10-05' };

const LIPS = { sku: 'LIP-01', category: 'lips' };
const EYES = { sku: 'EYE-07', category: 'eyes' };

export interface Season extends ReportWorld {
  lu: { kolId: string; dealId: string };
}

/**
 * 15 % of every order and ¥100.00 on signing. Mei signs on the 1st and sells o1 that day, ¥200.00 (two LIP-01 for
 * ¥120.00, one EYE-07 for ¥80.00), and o2 on the 7th, ¥50.00 (EYE-07); Lu signs on the 6th and sells o3 on the 8th,
 * ¥100.00 (LIP-01), of which ¥40.00 come back, and o4 on the 9th, ¥30.00 without items, which is only placed. The holds
 * of the completed ones are over. Clicks: Mei 10 before, 5 now and a repeat, Lu 20.
 */
export async function season(): Promise<Season> {
  const sign = { key: 'sign', title: 'On signing', amount: 10_000, due: 'acceptance' as const };
  const w = await reportWorld({
    campaign: campaignOf({
      offer: { earnings: [{ kind: 'cps', rateBp: 1_500 }], milestones: [sign], holdDays: 7 },
    }),
  });
  const day = (date: number) => new Date(`2026-10-${String(date).padStart(2, '0')}T10:00:00.000Z`);
  w.clock.move(day(6).getTime() - w.clock.now().getTime());
  const { scope } = await castKol(w.deps, { handle: 'lu', displayName: 'Lu' });
  const link = await agree(w.deps, { brand: w.brand.scope, kol: scope, campaignId: w.campaignId });
  const row = await w.deps.db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
  const lu = { kolId: scope.kolId, dealId: row.dealId };
  const byLu = (orderId: string, at: Date) => ({
    occurredAt: at,
    touches: [
      {
        clickId: `click-${orderId}`,
        linkNo: Number(row.no),
        dealNo: Number(row.deal.no),
        at: new Date(at.getTime() - 3_600_000),
      },
    ],
  });
  w.clock.move(3 * DAY + 1_000);
  const done = { status: 'completed' as const };
  const outcomes = await recordConversions(w.deps, w.brand.scope, [
    w.order('o1', 20_000, {
      ...done,
      occurredAt: day(1),
      items: [
        { ...LIPS, quantity: 2, amount: 12_000 },
        { ...EYES, quantity: 1, amount: 8_000 },
      ],
    }),
    w.order('o2', 5_000, {
      ...done,
      occurredAt: day(7),
      items: [{ ...EYES, quantity: 1, amount: 5_000 }],
    }),
    w.order('o3', 10_000, {
      ...done,
      ...byLu('o3', day(8)),
      items: [{ ...LIPS, quantity: 1, amount: 10_000 }],
    }),
    w.order('o4', 3_000, { status: 'placed', ...byLu('o4', day(9)) }),
  ]);
  const failed = outcomes.filter(isKolonyError);
  if (failed[0]) throw failed[0];
  await recordRefund(w.deps, w.brand.scope, {
    refundId: 'r1',
    orderId: 'o3',
    amount: 4_000,
    items: [],
    kind: 'refund',
    occurredAt: w.clock.now(),
    reason: 'returned',
  });
  w.clock.move(9 * DAY);
  await releaseDueHolds(w.deps, systemScope('test'), { limit: 10 });
  await w.deliver();
  const origin = { brand_id: w.brand.scope.brandId, campaign_id: w.campaignId };
  const clicks = (kol: object, { date, count, repeat }: { date: number; count: number; repeat: boolean }) =>
    Array.from({ length: count }, (_, n) => ({
      ...origin,
      ...kol,
      click_id: `${date}-${repeat}-${n}`,
      visitor: `visitor-${date}-${n}`,
      at: day(date).toISOString(),
      counted: true,
      repeat,
    }));
  const mei = { deal_id: w.link.dealId, kol_id: w.kol.scope.kolId, link_id: w.link.id };
  await w.deps.warehouse.insert({
    table: 'clicks',
    rows: [
      ...clicks(mei, { date: 1, count: 10, repeat: false }),
      ...clicks(mei, { date: 7, count: 5, repeat: false }),
      ...clicks(mei, { date: 7, count: 1, repeat: true }),
      ...clicks(
        { deal_id: lu.dealId, kol_id: lu.kolId, link_id: link.id },
        { date: 8, count: 20, repeat: false },
      ),
    ],
  });
  return Object.assign(w, { lu });
}
