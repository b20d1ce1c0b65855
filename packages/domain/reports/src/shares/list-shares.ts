import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { makersOf } from '../makers-of.ts';
import type { Share } from '../schema.ts';
import { toShare } from './share.ts';

const LISTED = 100;

/** The workspace's links to reports, those that are over too, newest first. */
export async function listShares({ db }: Pick<Deps, 'db'>, { brandId }: BrandScope): Promise<Share[]> {
  const rows = await db.reportShare.findMany({
    where: { brandId },
    orderBy: { id: 'desc' },
    take: LISTED,
  });
  const makers = await makersOf({ db }, rows);
  return rows.map((row) => toShare(row, makers));
}
