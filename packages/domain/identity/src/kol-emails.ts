import type { Database } from '@kolony/db';
import type { SystemScope } from './schema.ts';

/** The addresses that KOLs sign in with, by KOL: for the system's own comparisons, never shown to a brand. */
export async function kolEmails(
  db: Database,
  _scope: SystemScope,
  kolIds: readonly string[],
): Promise<Map<string, string>> {
  const kols = await db.kol.findMany({
    where: { id: { in: [...kolIds] } },
    select: { id: true, user: { select: { email: true } } },
  });
  return new Map(kols.map(({ id, user }) => [id, user.email]));
}
