import type { Deps } from '@kolony/db';
import { Period } from '@kolony/insights/schema';
import { z } from 'zod';
import { ReportName, type Share } from '../schema.ts';

interface ShareRow {
  id: string;
  report: string;
  question: unknown;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  opened: number;
}

const Pinned = z.looseObject({ period: Period });

/** Names of the people who made them, by actor (`user:<id>`). */
export async function makersOf(
  { db }: Pick<Deps, 'db'>,
  rows: readonly Pick<ShareRow, 'createdBy'>[],
): Promise<Map<string, string>> {
  const ids = rows.map(({ createdBy }) => createdBy.replace(/^user:/, ''));
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [`user:${id}`, name]));
}

export function toShare(row: ShareRow, makers: ReadonlyMap<string, string>): Share {
  const { id, createdAt, expiresAt, revokedAt, opened } = row;
  return {
    id,
    report: ReportName.parse(row.report),
    period: Pinned.parse(row.question).period,
    createdBy: makers.get(row.createdBy) ?? row.createdBy,
    createdAt,
    expiresAt,
    revokedAt,
    opened,
  };
}
