import { z } from 'zod';
import { malformed } from './json.ts';

/** Text that is only carried along: whatever is there, cut; nothing for null. */
export const text = (most: number) =>
  z
    .string()
    .nullish()
    .transform((value) => (value ?? '').trim().slice(0, most).toWellFormed());

/** What a body must be; `connectors/malformed_event` {field}: the path in the shop's own words. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, field = 'body'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw malformed(result.error.issues[0]?.path.join('.') || field);
}

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
