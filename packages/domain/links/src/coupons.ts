import { type Deps, inTransaction, type Sql, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { own } from './own.ts';
import { readableCode } from './readable-code.ts';
import type { Coupon, CouponForShop, GenerateCoupons, NewCoupon } from './schema.ts';

/** A code as an order names it. */
export interface CouponDeal {
  code: string;
  dealId: string;
  kolId: string;
  campaignId: string;
}

const MAX_PER_DEAL = 10_000;
/** So often taken codes are drawn again; more, and the prefix's codes are all but used up. */
const ROUNDS = 10;

/** The one spelling of a code that is stored and compared: codes are the same in any case. */
export const canonicalCode = (code: string): string => code.trim().toUpperCase();

/**
 * Gives a deal a code of the brand's shop. A code belongs to one deal: `links/code_taken`. `deals/deal_not_found`,
 * `links/deal_not_active`, `links/too_many_codes` {limit}.
 */
export async function createCoupon(deps: Deps, scope: BrandScope, input: NewCoupon): Promise<Coupon> {
  return inTransaction(deps.db, async (tx) => {
    const code = canonicalCode(input.code);
    const deal = await activeDeal(tx, scope, { dealId: input.dealId, more: 1 });
    const [coupon] = await insert(tx, deal, { codes: [code], createdAt: deps.clock.now() });
    if (!coupon) throw new KolonyError('links/code_taken', 'conflict', { field: 'code', code });
    await audit(tx, scope, { action: 'coupon.created', subject: coupon.id, facts: { deal: deal.id, code } });
    return coupon;
  });
}

/**
 * Gives a deal `count` codes that nobody has, `<prefix><six characters>`, readable aloud: all of them or none. As
 * `createCoupon`; `links/no_free_codes` {prefix}: nearly all codes of the prefix are taken.
 */
export async function generateCoupons(
  deps: Deps,
  scope: BrandScope,
  { dealId, prefix = '', count }: GenerateCoupons,
): Promise<Coupon[]> {
  const createdAt = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const deal = await activeDeal(tx, scope, { dealId, more: count });
    const made: Coupon[] = [];
    for (let round = 0; round < ROUNDS && made.length < count; round++) {
      const codes = new Set<string>();
      while (codes.size < count - made.length) codes.add(canonicalCode(prefix) + readableCode());
      made.push(...(await insert(tx, deal, { codes: [...codes], createdAt })));
    }
    if (made.length < count) throw new KolonyError('links/no_free_codes', 'conflict', { prefix });
    await audit(tx, scope, { action: 'coupons.generated', subject: deal.id, facts: { prefix, count } });
    return made;
  });
}

interface CodedDeal {
  id: string;
  brandId: string;
  campaignId: string;
  kolId: string;
}

/** The brand's deal, locked so that nobody counts its codes at the same time. */
async function activeDeal(
  tx: Tx,
  scope: BrandScope,
  { dealId, more }: { dealId: string; more: number },
): Promise<CodedDeal> {
  await tx.$queryRaw`SELECT id FROM deals WHERE id = ${dealId} AND brand_id = ${scope.brandId} FOR NO KEY UPDATE`;
  const deal = await tx.deal.findFirst({ where: { id: dealId, brandId: scope.brandId } });
  if (!deal) throw new KolonyError('deals/deal_not_found', 'not_found', { id: dealId });
  if (deal.state !== 'active')
    throw new KolonyError('links/deal_not_active', 'conflict', { state: deal.state });
  if ((await tx.coupon.count({ where: { dealId } })) + more > MAX_PER_DEAL)
    throw new KolonyError('links/too_many_codes', 'conflict', { limit: MAX_PER_DEAL });
  return deal;
}

/** Those of the codes that nobody of the brand had. */
async function insert(
  tx: Tx,
  { id: dealId, brandId, campaignId, kolId }: CodedDeal,
  { codes, createdAt }: { codes: readonly string[]; createdAt: Date },
): Promise<Coupon[]> {
  return tx.coupon.createManyAndReturn({
    data: codes.map((code) => ({
      id: newId('cpn', createdAt.getTime()),
      brandId,
      campaignId,
      dealId,
      kolId,
      code,
      createdAt,
    })),
    skipDuplicates: true,
    select: { id: true, dealId: true, code: true, createdAt: true },
  });
}

/** The codes of a deal of one's own, newest first. */
export async function listCoupons(
  { db }: Deps,
  scope: BrandScope | KolScope,
  { dealId }: { dealId: string },
): Promise<Coupon[]> {
  return db.coupon.findMany({
    where: { ...own(scope), dealId },
    orderBy: { id: 'desc' },
    select: { id: true, dealId: true, code: true, createdAt: true },
  });
}

/** Every code of the brand, or of one of its deals, as its shop needs them; newest first. */
export async function couponsForShop(
  { db }: Deps,
  scope: BrandScope,
  { dealId }: { dealId?: string | undefined },
): Promise<CouponForShop[]> {
  const rows = await db.coupon.findMany({
    where: { brandId: scope.brandId, ...(dealId === undefined ? {} : { dealId }) },
    orderBy: { id: 'desc' },
    select: {
      code: true,
      createdAt: true,
      deal: { select: { kol: { select: { handle: true } }, campaign: { select: { name: true } } } },
    },
  });
  return rows.map(({ code, createdAt, deal }) => ({
    code,
    createdAt,
    kol: deal.kol.handle,
    campaign: deal.campaign.name,
  }));
}

/** The brand's codes among these; anything else is nobody's code. */
export async function couponDeals(
  tx: Sql,
  scope: BrandScope,
  codes: readonly string[],
): Promise<CouponDeal[]> {
  return tx.$queryRaw<CouponDeal[]>`
    SELECT code, deal_id AS "dealId", kol_id AS "kolId", campaign_id AS "campaignId" FROM coupons
    WHERE brand_id = ${scope.brandId} AND code = ANY(${codes.map(canonicalCode)}::text[])`;
}
