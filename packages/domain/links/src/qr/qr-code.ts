import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import qrcode from 'qrcode';
import { type LinkDeps, toLinks } from '../link.ts';
import { own } from '../own.ts';
import type { QrCode, QrRequest } from '../schema.ts';
import { withInitial, withPicture } from './with-mark.ts';

/**
 * The link's address for scanning, as an SVG QR code with a quiet zone, readable in print. Error correction is the
 * highest (30 %), so that a picture or an initial may stand in the middle (5 % of the area). `links/link_not_found`
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
          campaign: { select: { brand: { select: { id: true, name: true } } } },
          kol: { select: { id: true, displayName: true } },
        },
      },
    },
  });
  if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
  const [link] = await toLinks(db, [row], trackerUrl);
  const url = `${present(link, 'link').url}/q`;
  const svg = await qrcode.toString(url, { type: 'svg', errorCorrectionLevel: 'H', margin: 4 });
  const { kol, campaign } = row.deal;
  const sides = { kol: { id: kol.id, name: kol.displayName }, brand: campaign.brand };
  const kept = await db.qrPicture.findMany({
    where: { id: { in: [sides.kol.id, sides.brand.id] } },
    select: { id: true },
  });
  const has = (side: keyof typeof sides) => kept.some((picture) => picture.id === sides[side].id);
  const pictures = { kol: has('kol'), brand: has('brand') };
  if (logo === undefined || logo === 'none') return { url, svg, pictures };
  const { id: owner, name } = sides[logo];
  const picture = pictures[logo] ? await db.qrPicture.findUnique({ where: { id: owner } }) : null;
  if (!picture) return { url, svg: withInitial(svg, name), pictures };
  const type = picture.type === 'image/png' ? 'image/png' : 'image/jpeg';
  return { url, svg: withPicture(svg, { type, bytes: picture.image }), pictures };
}
