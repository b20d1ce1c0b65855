import type { Deps } from '@kolony/db';

/** Names of the people who made them, by actor (`user:<id>`). */
export async function makersOf(
  { db }: Pick<Deps, 'db'>,
  rows: readonly { createdBy: string }[],
): Promise<Map<string, string>> {
  const ids = rows.map(({ createdBy }) => createdBy.replace(/^user:/, ''));
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [`user:${id}`, name]));
}
