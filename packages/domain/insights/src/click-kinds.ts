import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int, type Slice } from './figures.ts';
import { inPeriod } from './period.ts';
import type { ClickKinds, Period } from './schema.ts';

const Row = z.object({ kind: z.string(), requests: Int, repeats: Int });

/**
 * "How much of the traffic was nobody?" Every request that reached a campaign's links in a period, by what it was: what
 * is filtered (GIVT) is recorded and shown apart, never deleted. raw = counted + repeats + filtered.
 */
export function clickKinds(
  { warehouse }: { warehouse: Warehouse },
  { brandId }: BrandScope,
  { campaignId, period, timeZone }: { campaignId: string; period: Period; timeZone: string },
): Promise<ClickKinds> {
  return kindsOf(warehouse, {
    name: 'click-kinds',
    brandId,
    where: 'brand_id = {brandId:String} AND campaign_id = {campaignId:String}',
    params: { brandId, campaignId },
    period,
    timeZone,
  });
}

/** The same of any slice. */
export async function kindsOf(
  warehouse: Warehouse,
  { name, brandId, where, params, period, timeZone }: Omit<Slice, 'currency'>,
): Promise<ClickKinds> {
  const rows = await warehouse.query({
    name: `${name}.kinds`,
    ...(brandId ? { brandId } : {}),
    sql: `
      SELECT toString(kind) AS kind, toInt64(sum(clicks_by_quarter.requests)) AS requests,
        toInt64(sum(clicks_by_quarter.repeats)) AS repeats
      FROM clicks_by_quarter
      WHERE ${where} AND ${inPeriod('quarter')}
      GROUP BY kind`,
    params: { ...params, timeZone, from: period.from, to: period.to },
    row: Row,
  });
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.requests ?? 0;
  const repeats = rows.find((row) => row.kind === 'click')?.repeats ?? 0;
  return {
    raw: rows.reduce((sum, { requests }) => sum + requests, 0),
    bots: of('bot'),
    datacentre: of('datacentre'),
    prefetch: of('prefetch'),
    head: of('head'),
    repeats,
    counted: of('click') - repeats,
  };
}
