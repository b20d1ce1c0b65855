import { sqlState } from '@kolony/db';
import type { KolonyError } from '@kolony/kernel';

/** Of two at once the unique index decides, and the loser is told what anybody else would be told. */
export async function orTaken<T>(
  work: Promise<T>,
  taken: () => KolonyError | Promise<KolonyError>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw await taken();
  }
}

function isUniqueViolation(error: unknown): boolean {
  const prisma = error instanceof Error && 'code' in error && error.code === 'P2002';
  return prisma || sqlState(error) === '23505';
}
