import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import qrcode from 'qrcode';
import { type LinkDeps, toLinks } from './link.ts';
import { own } from './own.ts';
import type { QrCode, QrRequest } from './schema.ts';
import { withInitial } from './with-initial.ts';

/**
 * The link's address for scanning, as an SVG QR code with a quiet zone, readable in print. Error correction is the
 * highest (30 %), so that an initial may stand in the middle (5 % of the area). `links/link_not_found`
 */
export async function qrCode(
  { db, trackerUrl }: LinkDeps,
  scope: BrandScope | KolScope,
  { id, logo }: QrRequest,
): Promise<QrCode> {
  const row = await db.link.findFirst({
    where: { id, ...own(scope) },
    include: {
      deal: {
        select: {
          campaign: { select: { brand: { select: { name: true } } } },
          kol: { select: { displayName: true } },
        },
      },
    },
  });
  if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
  const [link] = await toLinks(db, [row], trackerUrl);
  const url = `${present(link, 'link').url}/q`;
  const svg = await qrcode.toString(url, { type: 'svg', errorCorrectionLevel: 'H', margin: 4 });
  const { kol, campaign } = row.deal;
  if (logo === 'kol') return { url, svg: withInitial(svg, kol.displayName) };
  return { url, svg: logo === 'brand' ? withInitial(svg, campaign.brand.name) : svg };
}
