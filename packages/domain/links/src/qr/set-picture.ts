import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { own } from '../own.ts';
import type { SetQrPicture } from '../schema.ts';
import { readPicture } from './read-picture.ts';

/**
 * Puts the brand's or the KOL's picture into the middle of QR codes, in place of their initial: of all of them, at once.
 * Errors: those of `readPicture`.
 */
export async function setQrPicture(
  deps: Deps,
  scope: BrandScope | KolScope,
  { image }: SetQrPicture,
): Promise<void> {
  const { type, bytes } = readPicture(Buffer.from(image, 'base64'));
  const id = ownerOf(scope);
  const picture = { type, image: new Uint8Array(bytes), updatedAt: deps.clock.now() };
  await inTransaction(deps.db, async (tx) => {
    await tx.qrPicture.upsert({ where: { id }, create: { id, ...own(scope), ...picture }, update: picture });
    await audit(tx, scope, { action: 'qr_picture.set', subject: id, facts: { type, bytes: bytes.length } });
  });
}

/** The initial stands there again; without a picture nothing happens. */
export async function removeQrPicture(deps: Deps, scope: BrandScope | KolScope): Promise<void> {
  const id = ownerOf(scope);
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.qrPicture.deleteMany({ where: { id, ...own(scope) } });
    if (count > 0) await audit(tx, scope, { action: 'qr_picture.removed', subject: id });
  });
}

function ownerOf(scope: BrandScope | KolScope): string {
  return 'brandId' in scope ? scope.brandId : scope.kolId;
}
