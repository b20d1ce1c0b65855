import { BatchResult, ConversionRequest, Problem } from '@kolony/rest/schema';
import { z } from 'zod';
import { RATE_LIMITS } from '../rate-limit.ts';
import { OPERATIONS, TAGS } from './operations.ts';

const HEADERS = {
  'RateLimit-Policy': 'The buckets this call is counted in: "name";q=size;w=seconds to fill it.',
  RateLimit: 'What is left of each: "name";r=calls;t=seconds until it is full again.',
};
const headers = (more: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({ ...HEADERS, ...more }).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );

const NDJSON = 'application/x-ndjson';

/** What every call may answer, its words and examples, and what JSON Schema cannot say of a batch. */
export function describe<Document extends object>(document: Document): Document {
  const { paths = {}, components = {} } = document as {
    paths?: Record<string, Record<string, Described>>;
    components?: Record<string, Record<string, unknown>>;
  };
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const words = OPERATIONS[`${method.toUpperCase()} ${path}`];
      if (!words) throw new Error(`docs/operations.ts has nothing on ${method.toUpperCase()} ${path}`);
      operation.tags = [words.tag];
      operation.summary = words.summary;
      if (words.about) operation.description = words.about;
      for (const response of Object.values(operation.responses)) response.headers = headers();
      operation.responses['429'] = {
        description: 'Too many calls of this key: try again after Retry-After.',
        headers: headers({ 'Retry-After': 'Seconds.' }),
        content: PROBLEM,
      };
      operation.responses.default = {
        description: 'Why not: RFC 9457, with a stable code.',
        content: PROBLEM,
      };
      const json = operation.requestBody?.content?.['application/json'];
      if (json && words.body) json.example = words.body;
      if (path.endsWith('/batch')) {
        operation.requestBody = {
          required: true,
          content: {
            [NDJSON]: { schema: { description: 'One a line.', ...jsonSchema(ConversionRequest, 'input') } },
          },
        };
        operation.responses['207'] = {
          description: 'One a line, in order.',
          headers: headers(),
          content: { [NDJSON]: { schema: jsonSchema(BatchResult, 'output') } },
        };
      }
    }
  const schemas = { ...components.schemas, Problem: jsonSchema(Problem, 'output') };
  return {
    ...document,
    tags: TAGS.map(([name, description]) => ({ name, description })),
    components: { ...components, schemas },
    'x-rate-limits': RATE_LIMITS,
  };
}

interface Described {
  tags?: string[];
  summary?: string;
  description?: string;
  requestBody?: { required: boolean; content: Record<string, { schema: object; example?: unknown }> };
  responses: Record<string, { description: string; headers?: object; content?: object }>;
}

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema: made }) => {
      // An instant is text on the wire, whatever it becomes behind it.
      if (zodSchema._zod.def.type === 'transform')
        Object.assign(made, { type: 'string', format: 'date-time' });
    },
  });
  return rest;
}
