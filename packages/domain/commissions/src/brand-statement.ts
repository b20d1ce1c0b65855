import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Currency } from '@kolony/kernel';
import { heldFor } from '@kolony/ledger';
import type { BrandStatement } from './schema.ts';

/**
 * What went through a brand's own money in a period (`from` ≤ t < `to`): its funding and the escrow and reserve of all
 * its campaigns, one line per kind and campaign. opening + Σ lines = closing = funding + escrow + reserved. Moves among
 * them (giving a campaign a budget, keeping a fee back) cancel out over the lines of that kind.
 */
export async function brandStatement(
  { db }: Deps,
  scope: BrandScope,
  { currency, from, to }: { currency: Currency; from: Date; to: Date },
): Promise<BrandStatement> {
  const brand = await db.brand.findUniqueOrThrow({ where: { id: scope.brandId } });
  const books = await heldFor(db, scope, { kinds: ['funding', 'escrow', 'reserved'], currency, from, to });
  const ids = [...new Set(books.lines.flatMap(({ owner }) => campaignOf(owner) ?? []))];
  const names = new Map(
    (await db.campaign.findMany({ where: { id: { in: ids }, brandId: scope.brandId } })).map((row) => [
      row.id,
      row.name,
    ]),
  );
  const closing = (kind: string) => books.closingBy.get(kind) ?? 0;
  return {
    brand: { id: brand.id, name: brand.name },
    currency,
    from,
    to,
    opening: books.opening,
    lines: books.lines.map(({ kind, owner, transactions, amount }) => {
      const id = campaignOf(owner);
      return { kind, campaign: id === null ? null : { id, name: names.get(id) ?? '' }, transactions, amount };
    }),
    closing: books.closing,
    closingBy: { funding: closing('funding'), escrow: closing('escrow'), reserved: closing('reserved') },
  };
}

/** campaign:<id> → its id; the brand's own money has none. */
function campaignOf(owner: string): string | null {
  return owner.startsWith('campaign:') ? owner.slice('campaign:'.length) : null;
}
