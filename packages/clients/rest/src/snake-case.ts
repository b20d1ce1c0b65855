import { z } from 'zod';

/**
 * The rooms' own shapes in the wire's words: keys in snake_case, instants as RFC 3339. So a rule that a room's schema
 * gains is on the wire, in the OpenAPI document and in the client's types without being written again.
 */

type Key<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Key<Rest>}`
    : `_${Lowercase<First>}${Key<Rest>}`
  : Name;

/** `{ holdDays: 7, endsAt: Date }` → `{ hold_days: 7, ends_at: string }` */
export type Snake<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Snake<Item>[]
    : T extends object
      ? { [Name in keyof T as Name extends string ? Key<Name> : Name]: Snake<T[Name]> }
      : T;

/** `holdDays` → `hold_days` */
export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** What a room takes, on the wire: unknown fields are refused, at every depth. `camelCased` gives what the room parses. */
export function requestOf<T>(schema: z.ZodType<unknown, T>): z.ZodType<unknown, Snake<T>> {
  return translate(schema, { object: z.strictObject, date: Instant }) as z.ZodType<unknown, Snake<T>>;
}

/** What a room gives, on the wire; `snakeCased` makes the values. */
export function answerOf<T>(schema: z.ZodType<T>): z.ZodType<Snake<T>> {
  return translate(schema, { object: z.object, date: z.string() }) as z.ZodType<Snake<T>>;
}

interface Dialect {
  object: (shape: z.core.$ZodShape) => z.core.$ZodType;
  date: z.core.$ZodType;
}

/** What holds other schemas is made anew; rules that hold between fields stay with the room, which parses last. */
function translate(schema: z.core.$ZodType, dialect: Dialect): z.core.$ZodType {
  const inner = (part: z.core.$ZodType) => translate(part, dialect);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return dialect.object(
        Object.fromEntries(Object.entries(def.shape).map(([name, part]) => [snake(name), inner(part)])),
      );
    case 'array':
      return new z.ZodArray({ ...def, type: 'array', element: inner(def.element) });
    case 'optional':
      return z.optional(inner(def.innerType));
    case 'nullable':
      return z.nullable(inner(def.innerType));
    case 'default':
      return z._default(inner(def.innerType), def.defaultValue);
    case 'union':
      return z.union(def.options.map(inner));
    case 'date':
      return dialect.date;
    default:
      return schema;
  }
}

/** Values of a room in the wire's words. */
export function snakeCased(value: unknown): unknown {
  return renamed(value, snake);
}

/** A body in a room's words. */
export function camelCased(value: unknown): unknown {
  return renamed(value, camel, (at) => at);
}

function renamed(
  value: unknown,
  name: (key: string) => string,
  instant: (at: Date) => unknown = (at) => at.toISOString(),
): unknown {
  if (value instanceof Date) return instant(value);
  if (Array.isArray(value)) return value.map((item) => renamed(item, name, instant));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [name(key), renamed(item, name, instant)]),
  );
}
