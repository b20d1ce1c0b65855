import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import superjson from 'superjson';
import { z } from 'zod';
import { brandRouter } from '../src/brand/router.ts';
import { portalRouter } from '../src/portal/router.ts';
import type { BrandContext, PortalContext } from '../src/trpc.ts';
import type { Walked } from './procedures.ts';

const Wire = z.union([
  z.object({ result: z.object({ data: z.custom<Parameters<typeof superjson.deserialize>[0]>() }) }),
  z.object({ error: z.custom<Parameters<typeof superjson.deserialize>[0]>() }),
]);
const Shown = z.object({
  message: z.string(),
  data: z
    .object({
      httpStatus: z.int(),
      path: z.string(),
      kolony: z
        .object({ code: z.string(), kind: z.string(), facts: z.record(z.string(), z.unknown()) })
        .nullable(),
    })
    .loose(),
});

/** What a browser gets: the data, or what it is told of the refusal. */
export type Answer =
  | { ok: true; data: unknown }
  | { ok: false; status: number; code: string; kind: string; facts: Record<string, unknown> };

export type Client = (procedure: Pick<Walked, 'path' | 'type'>, input: unknown) => Promise<Answer>;

const ENDPOINT = '/api/trpc';

function requestFor({ path, type }: Pick<Walked, 'path' | 'type'>, input: unknown): Request {
  const address = `http://app.example${ENDPOINT}/${path}`;
  const body = JSON.stringify(superjson.serialize(input));
  if (type === 'query') return new Request(`${address}?input=${encodeURIComponent(body)}`);
  return new Request(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function read(response: Response): Promise<Answer> {
  const wire = Wire.parse(await response.json());
  if ('result' in wire) return { ok: true, data: superjson.deserialize(wire.result.data) };
  const { message, data } = Shown.parse(superjson.deserialize(wire.error));
  const { code, kind, facts } = data.kolony ?? { code: message, kind: 'unknown', facts: {} };
  if ('stack' in data) throw new Error(`${data.path} showed its stack`);
  return { ok: false, status: data.httpStatus, code, kind, facts };
}

/** Calls through HTTP requests and superjson, as the apps do; only the session is given instead of a cookie. */
export function brandClient(context: BrandContext): Client {
  return async (procedure, input) =>
    read(
      await fetchRequestHandler({
        endpoint: ENDPOINT,
        req: requestFor(procedure, input),
        router: brandRouter,
        createContext: () => context,
      }),
    );
}

export function portalClient(context: PortalContext): Client {
  return async (procedure, input) =>
    read(
      await fetchRequestHandler({
        endpoint: ENDPOINT,
        req: requestFor(procedure, input),
        router: portalRouter,
        createContext: () => context,
      }),
    );
}
