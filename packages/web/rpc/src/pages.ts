import { PageRequest } from '@kolony/kernel';
import { z } from 'zod';

export const ById = z.object({ id: z.string().max(40) });
export const Done = z.object({ done: z.literal(true) });
export const done = { done: true } as const;

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ data: z.array(row), nextCursor: z.string().nullable() });
}

/** `search` matches names; what else a list can be filtered by is added per list. */
export const ListRequest = PageRequest.extend({ search: z.string().trim().max(100).optional() });
