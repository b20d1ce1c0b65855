import type { KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import qrcode from 'qrcode';
import { type LinkDeps, toLink } from './link.ts';
import type { QrCode } from './schema.ts';

/** The bare link as an SVG QR code with a quiet zone, readable in print; `links/link_not_found`. */
export async function qrCode(
  { db, trackerUrl }: LinkDeps,
  scope: KolScope,
  { id }: { id: string },
): Promise<QrCode> {
  const row = await db.link.findFirst({ where: { id, kolId: scope.kolId } });
  if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
  const { url } = toLink(row, trackerUrl);
  return { url, svg: await qrcode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 }) };
}
