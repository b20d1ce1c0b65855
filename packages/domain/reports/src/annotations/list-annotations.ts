import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { makersOf } from '../makers-of.ts';
import type { Annotation, AnnotationQuery } from '../schema.ts';

const LISTED = 200;

/** What colleagues said of the days of a period, in order. Asked for one campaign: its own, and those of all campaigns. */
export async function listAnnotations(
  { db }: Pick<Deps, 'db'>,
  { brandId }: BrandScope,
  { period: { from, to }, campaignId }: AnnotationQuery,
): Promise<Annotation[]> {
  const rows = await db.annotation.findMany({
    where: {
      brandId,
      day: { gte: from, lte: to },
      ...(campaignId === undefined ? {} : { OR: [{ campaignId: null }, { campaignId }] }),
    },
    orderBy: [{ day: 'asc' }, { id: 'asc' }],
    take: LISTED,
  });
  const makers = await makersOf({ db }, rows);
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    text: row.text,
    campaignId: row.campaignId,
    createdBy: makers.get(row.createdBy) ?? row.createdBy,
  }));
}
