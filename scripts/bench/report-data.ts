import { type BrandData, fillBrand as fillDeals } from '@kolony/scenarios';
import type { Warehouse } from '@kolony/warehouse';

/** What a brand of the benchmark has: KOLs with one deal and two links each, in campaigns. */
const KOLS = 40;
const CAMPAIGNS = 5;
const FIRST_DAY = '2026-08-01';
/** The last day on which somebody clicks first. */
export const LAST_DAY = '2026-10-29';
/** Whatever follows from the clicks has happened by then. */
const UNTIL = new Date('2027-01-01T00:00:00Z');

/** The generated scenario's events for a brand that has nothing in PostgreSQL; `no` names its rows. */
export async function fillBrand(
  warehouse: Warehouse,
  brand: Pick<BrandData, 'brandId' | 'no' | 'clicks' | 'orders'>,
): Promise<void> {
  const deals = Array.from({ length: KOLS }, (_, kol) => ({
    kolId: `kol_${brand.no}_${kol}`,
    dealId: `deal_${brand.no}_${kol}`,
    campaignId: `cmp_${brand.no}_${kol % CAMPAIGNS}`,
    linkIds: [0, 1].map((link) => `lnk_${brand.no}_${kol}_${link}`),
  }));
  await fillDeals(warehouse, { ...brand, deals, firstDay: FIRST_DAY, until: UNTIL });
}
