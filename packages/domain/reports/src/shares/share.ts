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
