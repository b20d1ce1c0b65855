import { z } from 'zod';

/** Cursor paging for every list: ask with `cursor`, get `nextCursor` (null at the end). */
export const PageRequest = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type PageRequest = z.infer<typeof PageRequest>;

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** `rows` were fetched with `limit + 1`; the extra one only says that there is more. */
export function toPage<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
