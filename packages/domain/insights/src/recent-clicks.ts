import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { Medium } from '@kolony/links/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import type { RecentClick } from './schema.ts';

export interface RecentClicksInput {
  campaignId?: string;
  dealId?: string;
  /** 1–100. */
  limit: number;
}

const Row = z.object({
  at: Int,
  link_id: z.string(),
  device: z.string(),
  in_app: z.string(),
  referrer_host: z.string(),
  medium: Medium,
  repeat: z.union([z.boolean(), Int]),
});

/** The newest counted clicks of a KOL, or of a brand; optionally of one campaign or deal. */
export async function recentClicks(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope | KolScope,
  { campaignId, dealId, limit }: RecentClicksInput,
): Promise<RecentClick[]> {
  const { owner, params } =
    'brandId' in scope
      ? { owner: 'brand_id = {brandId:String}', params: { brandId: scope.brandId } }
      : { owner: 'kol_id = {kolId:String}', params: { kolId: scope.kolId } };
  const rows = await warehouse.query({
    name: 'recent-clicks',
    ...('brandId' in scope ? { brandId: scope.brandId } : {}),
    sql: `
      SELECT toUnixTimestamp64Milli(at) AS at, link_id, device, in_app, referrer_host, medium, repeat
      FROM clicks
      WHERE ${owner} AND counted
        ${campaignId === undefined ? '' : 'AND campaign_id = {campaignId:String}'}
        ${dealId === undefined ? '' : 'AND deal_id = {dealId:String}'}
      ORDER BY clicks.at DESC, click_id DESC
      LIMIT {limit:UInt32}`,
    params: {
      ...params,
      ...(campaignId === undefined ? {} : { campaignId }),
      ...(dealId === undefined ? {} : { dealId }),
      limit,
    },
    row: Row,
  });
  return rows.map(({ at, link_id, device, in_app, referrer_host, medium, repeat }) => ({
    at: new Date(at),
    linkId: link_id,
    device,
    inApp: in_app,
    referrerHost: referrer_host,
    medium,
    repeat: Boolean(repeat),
  }));
}
