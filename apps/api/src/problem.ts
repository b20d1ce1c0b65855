import { roomError } from '@kolony/db';
import type { ErrorKind, KolonyError } from '@kolony/kernel';
import type { Problem } from '@kolony/rest/schema';
import { snake } from '@kolony/rest/wire';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { z } from 'zod';

/** One table from a room error's kind to an HTTP status. */
const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  insufficient: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

type Said = Pick<Problem, 'status' | 'code' | 'detail' | 'field' | 'facts'>;

/** RFC 9457: `type` names the code, `field` the offending input, in the body's own words. */
function problem({ status, code, detail, field, facts }: Said): Problem {
  return {
    type: `urn:kolony:problem:${code}`,
    title: code,
    status,
    code,
    detail,
    ...(field ? { field } : {}),
    ...(facts ? { facts } : {}),
  };
}

const DEFECT = problem({
  status: 500,
  code: 'api/internal',
  detail: 'A defect on our side; nothing was recorded.',
});

function send(reply: FastifyReply, said: Problem): FastifyReply {
  if (said.status === 503) reply.header('retry-after', '2');
  if (said.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(said.status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(said));
}

export function onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method, routeOptions } = request;
  return send(reply, problemOf(error, `${method} ${routeOptions.url ?? '?'}`));
}

/** What a caller is told of an error; a defect goes to the log with its stack, named by what was asked. */
export function problemOf(error: unknown, asked: string): Problem {
  const known = roomError(error);
  if (known && known.kind !== 'internal') return fromRoom(known);
  if (error instanceof BodyError) return error.said;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    return invalid(first?.instancePath.split('/').filter(Boolean) ?? [], first?.message);
  }
  const { statusCode, code, message } = (error ?? {}) as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode < 500)
    return problem({
      status: statusCode,
      code: `api/${(code ?? 'bad_request').toLowerCase()}`,
      detail: message ?? '',
    });
  console.error(`api ${asked}:`, error);
  return DEFECT;
}

/** A body that is read by hand, as the routes' own validation would have it: the first issue is told. */
export function invalidBody({ issues: [first] }: z.core.$ZodError): Problem {
  return invalid(first?.path.map((part) => snake(String(part))) ?? [], first?.message);
}

/** What a room parses last: rules between fields, which the wire's schema has not. `api/invalid_request` by the field. */
export function byRoom<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BodyError(invalidBody(parsed.error));
}

class BodyError extends Error {
  readonly said: Problem;
  constructor(said: Problem) {
    super(said.detail);
    this.said = said;
  }
}

function invalid(path: readonly string[], message = 'invalid'): Problem {
  const field = path.join('.') || unknownField(message);
  return problem({ status: 422, code: 'api/invalid_request', detail: message, ...(field ? { field } : {}) });
}

export function fromRoom({ code, kind, facts }: KolonyError): Problem {
  const { field, ...rest } = facts;
  const status = code.startsWith('api/') && kind === 'invalid' ? 400 : STATUS[kind];
  return problem({
    status,
    code,
    detail: code,
    ...(typeof field === 'string' ? { field: snake(field) } : {}),
    facts: rest,
  });
}

/** zod says `Unrecognized key: "x"` at the root; the field is what the reader looks for. */
function unknownField(message: string): string | undefined {
  return /^Unrecognized keys?: "([^"]+)"/.exec(message)?.[1];
}

export function onNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(
    reply,
    problem({ status: 404, code: 'api/no_such_endpoint', detail: 'See /docs and /v1/openapi.json.' }),
  );
}
