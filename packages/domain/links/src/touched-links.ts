import type { Database, Tx } from '@kolony/db';
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
  tx: Database | Tx,
  scope: BrandScope,
  linkNos: readonly number[],
): Promise<TouchedLink[]> {
  const rows = await tx.link.findMany({
    where: { brandId: scope.brandId, no: { in: linkNos.map(BigInt) } },
    select: {
      id: true,
      no: true,
      dealId: true,
      kolId: true,
      campaignId: true,
      deal: { select: { no: true } },
    },
  });
  return rows.map(({ id, no, deal, ...names }) => {
    return { linkId: id, linkNo: Number(no), dealNo: Number(deal.no), ...names };
  });
}
