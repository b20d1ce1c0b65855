import { openDatabase } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { after, type Clock, DAY } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import { openWarehouse } from '@kolony/warehouse';
import { agree, campaignOf, castBrand, castKol, DEMO_PASSWORD, launch } from '../cast.ts';
import { fillBrand, type GeneratedDeal, SPAN } from './fill-brand.ts';

/** How much of it: clicks and orders of all brands together; every KOL has a deal with every brand. */
export interface GeneratedSize {
  brands: number;
  kols: number;
  clicks: number;
  orders: number;
}

export const GENERATED = {
  big: { brands: 20, kols: 40, clicks: 20_000_000, orders: 600_000 },
  huge: { brands: 20, kols: 40, clicks: 100_000_000, orders: 3_000_000 },
} as const satisfies Record<string, GeneratedSize>;

export interface GeneratedRequest {
  databaseUrl: string;
  clickhouseUrl: string;
  /** Where links lead through. */
  trackerUrl: string;
  clock: Clock;
  size: GeneratedSize;
  progress(line: string): void;
}

const CAMPAIGNS = 5;
const BRIEF =
  'Generated for reports: clicks, orders and commissions are in the event store alone. No order is booked, nothing is owed or paid.';

/**
 * Brands, KOLs, campaigns and signed deals through the use-cases, and ninety days of their clicks and orders made inside
 * ClickHouse. There are no books of the orders, so their campaigns are marked and never compared with any. Answers the
 * first brand's login, or null when a run has begun before: nothing is made twice.
 */
export async function seedGenerated(
  request: GeneratedRequest,
): Promise<{ email: string; password: string } | null> {
  const { databaseUrl, clickhouseUrl, trackerUrl, clock, size, progress } = request;
  const db = openDatabase(databaseUrl);
  const warehouse = openWarehouse({ url: clickhouseUrl, surface: 'seed' });
  const now = clock.now();
  const deps: LinkDeps = { db, clock, trackerUrl };
  const email = (no: number) => `brand-${String(no).padStart(2, '0')}@generated.example`;
  try {
    if (await db.user.count({ where: { email: email(1) } })) return null;
    const firstDay = after(now, -SPAN * DAY)
      .toISOString()
      .slice(0, 10);
    const kols: KolScope[] = [];
    for (let brand = 1; brand <= size.brands; brand++) {
      const workspace = `Generated ${brand}`;
      const { scope } = await castBrand(deps, { email: email(brand), workspace });
      for (let no = kols.length + 1; no <= size.kols; no++)
        kols.push((await castKol(deps, { handle: `generated-${no}`, displayName: `Creator ${no}` })).scope);
      const deals = await signDeals(deps, scope, kols);
      const clicks = Math.floor(size.clicks / size.brands);
      const orders = Math.floor(size.orders / size.brands);
      await fillBrand(warehouse, {
        brandId: scope.brandId,
        no: brand,
        clicks,
        orders,
        deals,
        firstDay,
        until: now,
      });
      progress(
        `  ${workspace} of ${size.brands}: ${clicks.toLocaleString('en')} clicks, ${orders.toLocaleString('en')} orders`,
      );
    }
    return { email: email(1), password: DEMO_PASSWORD };
  } finally {
    await Promise.all([warehouse.close(), db.$disconnect()]);
  }
}

/** Every KOL signs for one of the brand's campaigns. */
async function signDeals(
  deps: LinkDeps,
  scope: BrandScope,
  kols: readonly KolScope[],
): Promise<GeneratedDeal[]> {
  const campaignIds: string[] = [];
  for (let no = 1; no <= Math.min(CAMPAIGNS, kols.length); no++) {
    const campaign = campaignOf({ name: `Generated campaign ${no}`, brief: BRIEF });
    const { id } = await launch(deps, scope, { campaign, budget: 100_000_000 });
    // No use-case does this: nobody else makes events without books.
    await deps.db.campaign.update({ where: { id }, data: { generated: true } });
    campaignIds.push(id);
  }
  const deals: GeneratedDeal[] = [];
  for (const [at, kol] of kols.entries()) {
    const campaignId = campaignIds[at % campaignIds.length] ?? '';
    const { id, dealId } = await agree(deps, { brand: scope, kol, campaignId });
    deals.push({ kolId: kol.kolId, dealId, campaignId, linkIds: [id] });
  }
  return deals;
}
