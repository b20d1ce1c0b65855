import type { Tx } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import qrcode from 'qrcode';
import { type LinkDeps, toLink } from './link.ts';
import type { Link, QrCode } from './schema.ts';

/** The KOL's links of one deal, oldest first. */
export async function listLinks({ db, trackerUrl }: LinkDeps, scope: KolScope, { dealId }: { dealId: string }): Promise<Link[]> {
  const rows = await db.link.findMany({ where: { dealId, kolId: scope.kolId }, orderBy: { id: 'asc' } });
  return rows.map((row) => toLink(row, trackerUrl));
}

/** All links of one of the brand's campaigns, oldest first. */
export async function listCampaignLinks({ db, trackerUrl }: LinkDeps, scope: BrandScope, { campaignId }: { campaignId: string }): Promise<Link[]> {
  const rows = await db.link.findMany({ where: { campaignId, brandId: scope.brandId }, orderBy: { id: 'asc' } });
  return rows.map((row) => toLink(row, trackerUrl));
}

/** The link as an SVG QR code with a quiet zone, readable in print; `links/link_not_found`. */
export async function qrCode({ db, trackerUrl }: LinkDeps, scope: KolScope, { id }: { id: string }): Promise<QrCode> {
  const row = await db.link.findFirst({ where: { id, kolId: scope.kolId } });
  if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
  const { url } = toLink(row, trackerUrl);
  return { url, svg: await qrcode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 }) };
}

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
export async function touchedLinks(tx: Tx, scope: BrandScope, linkNos: readonly number[]): Promise<TouchedLink[]> {
  const rows = await tx.$queryRaw<{ id: string; no: bigint; deal_id: string; deal_no: bigint; kol_id: string; campaign_id: string }[]>`
    SELECT l.id, l.no, l.deal_id, d.no AS deal_no, l.kol_id, l.campaign_id
    FROM links l JOIN deals d ON d.id = l.deal_id
    WHERE l.brand_id = ${scope.brandId} AND l.no = ANY(${linkNos.map(String)}::bigint[])`;
  return rows.map((row) => ({
    linkId: row.id,
    linkNo: Number(row.no),
    dealId: row.deal_id,
    dealNo: Number(row.deal_no),
    kolId: row.kol_id,
    campaignId: row.campaign_id,
  }));
}
