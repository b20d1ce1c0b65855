import { z } from 'zod';

/** The part of JSON Schema that ours have. */
export interface Schema {
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  enum?: readonly unknown[] | undefined;
  const?: unknown;
  default?: unknown;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: readonly string[] | undefined;
  items?: Schema | undefined;
  anyOf?: readonly Schema[] | undefined;
  oneOf?: readonly Schema[] | undefined;
}

export const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
  }),
);

/** A line of a call's table: `offer.earnings[].rate_bp`. */
export interface Field {
  name: string;
  type: string;
  required: boolean;
  about: string;
}

/** Every field of a body, outer ones before what is in them. */
export function fieldsOf(schema: Schema, path = ''): Field[] {
  const rows = new Map<string, Field>();
  for (const object of objectsIn(schema))
    for (const [name, inner] of Object.entries(object.properties ?? {})) {
      const at = path ? `${path}.${name}` : name;
      const required = object.required?.includes(name) === true && inner.default === undefined;
      for (const field of [
        { name: at, type: typeOf(inner), required, about: aboutOf(inner) },
        ...within(inner, at),
      ])
        if (!rows.has(field.name)) rows.set(field.name, field);
    }
  return [...rows.values()];
}

function within(schema: Schema, path: string): Field[] {
  const lists = alternatives(schema).flatMap(({ items }) => (items ? [items] : []));
  return [...lists.flatMap((items) => fieldsOf(items, `${path}[]`)), ...fieldsOf(schema, path)];
}

const alternatives = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [schema];
const objectsIn = (schema: Schema): Schema[] =>
  alternatives(schema).flatMap((one) =>
    one.anyOf || one.oneOf ? objectsIn(one) : one.properties ? [one] : [],
  );

function typeOf(schema: Schema): string {
  const kinds = alternatives(schema).map((one) => {
    if (one.const !== undefined) return JSON.stringify(one.const);
    if (one.enum) return one.enum.length > 12 ? 'code' : one.enum.map((value) => String(value)).join(' · ');
    if (one.format === 'date-time') return 'RFC 3339';
    if (one.type === 'array') return `${one.items ? typeOf(one.items) : ''}[]`;
    return [one.type ?? 'any'].flat().join(' | ');
  });
  return [...new Set(kinds)].join(' | ');
}

function aboutOf({ description, default: fallback, minimum, maximum, maxLength, maxItems }: Schema): string {
  const bounds = [
    minimum !== undefined && minimum > -Number.MAX_SAFE_INTEGER && `≥ ${minimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `≤ ${maximum.toLocaleString('en')}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    maxItems !== undefined && `at most ${maxItems}`,
    fallback !== undefined && `default ${JSON.stringify(fallback)}`,
  ].filter((text) => text !== false);
  return [description, bounds.join(', ')].filter(Boolean).join(' ');
}
