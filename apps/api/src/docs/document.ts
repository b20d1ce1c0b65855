import { z } from 'zod';
import { type Field, fieldsOf, Schema } from './fields.ts';
import { OPERATIONS, type Tag } from './operations.ts';

/** A call as the page shows it. */
export interface Route {
  id: string;
  method: string;
  path: string;
  scope: string;
  tag: Tag;
  summary: string;
  about: string;
  parameters: Field[];
  body: Schema | null;
  answer: Schema | null;
  ndjson: boolean;
}

export interface Document {
  server: string;
  routes: Route[];
}

const Content = z.record(z.string(), z.object({ schema: Schema }));
const Operation = z.object({
  'x-scope': z.string().default(''),
  parameters: z
    .array(
      z.object({ in: z.string(), name: z.string(), required: z.boolean().default(false), schema: Schema }),
    )
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});
const OpenApi = z.object({
  servers: z.tuple([z.object({ url: z.string() })]),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});

/** The calls of an OpenAPI document, in the order of `operations.ts`. */
export function readDocument(openapi: object): Document {
  const {
    servers: [{ url: server }],
    paths,
  } = OpenApi.parse(openapi);
  const routes = Object.entries(OPERATIONS).flatMap(([name, { tag, summary, about = '' }]): Route[] => {
    const [method = '', path = ''] = name.split(' ');
    const operation = paths[path]?.[method.toLowerCase()];
    if (!operation) return [];
    const { parameters, requestBody, responses, 'x-scope': scope } = operation;
    const good = responses['200'] ?? responses['201'] ?? responses['207'];
    return [
      {
        id: name
          .toLowerCase()
          .replace(/[^a-z]+/g, '-')
          .replace(/-$/, ''),
        method,
        path,
        scope,
        tag,
        summary,
        about,
        parameters: parameters.flatMap(({ name: parameter, required, schema }) =>
          fieldsOf({ properties: { [parameter]: schema }, required: required ? [parameter] : [] }),
        ),
        body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
        answer: Object.values(good?.content ?? {})[0]?.schema ?? null,
        ndjson: requestBody?.content['application/x-ndjson'] !== undefined,
      },
    ];
  });
  return { server, routes };
}
