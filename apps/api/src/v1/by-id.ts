import { z } from 'zod';

export const ById = z.object({ id: z.string().max(40) });

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ data: z.array(row), next_cursor: z.string().nullable() });
}
