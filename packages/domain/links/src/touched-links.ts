import type { Sql } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';

/** A link as an order's click names it: by the numbers in the click token. */
export interface TouchedLink {
  linkId: string;
  linkNo: number;
  dealId: string;
  dealNo: number;
  kolId: string;
  campaignId: string;
}

/** The brand's links among these numbers; another brand's are simply not there. */
export async function touchedLinks(
  tx: Sql,
  scope: BrandScope,
  linkNos: readonly number[],
): Promise<TouchedLink[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l.id, l.no, d.no AS deal_no, l.deal_id, l.kol_id, l.campaign_id
    FROM links l JOIN deals d ON d.id = l.deal_id
    WHERE l.brand_id = ${scope.brandId} AND l.no = ANY(${[...linkNos]}::bigint[])`;
  return rows.map((row) => ({
    linkId: row.id,
    linkNo: Number(row.no),
    dealNo: Number(row.deal_no),
    dealId: row.deal_id,
    kolId: row.kol_id,
    campaignId: row.campaign_id,
  }));
}

interface Row {
  id: string;
  no: bigint;
  deal_no: bigint;
  deal_id: string;
  kol_id: string;
  campaign_id: string;
}
