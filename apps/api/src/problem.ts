import { roomError } from '@kolony/db';
import type { ErrorKind, KolonyError } from '@kolony/kernel';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

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

interface Problem {
  status: number;
  code: string;
  detail: string;
  field?: string | undefined;
  facts?: Record<string, string | number | boolean>;
}

/** RFC 9457: `type` names the code, `field` the offending input, in the body's own words. */
function send(reply: FastifyReply, { status, code, detail, field, facts }: Problem): FastifyReply {
  if (status === 503) reply.header('retry-after', '2');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:kolony:problem:${code}`,
        title: code,
        status,
        code,
        detail,
        ...(field ? { field } : {}),
        ...(facts ? { facts } : {}),
      }),
    );
}

export function onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = roomError(error);
  if (known && known.kind !== 'internal') return send(reply, fromRoom(known));
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = first?.instancePath.split('/').filter(Boolean).join('.') || unknownField(first?.message);
    return send(reply, {
      status: 422,
      code: 'api/invalid_request',
      detail: first?.message ?? 'invalid',
      field,
    });
  }
  if (error.statusCode !== undefined && error.statusCode < 500)
    return send(reply, {
      status: error.statusCode,
      code: `api/${(error.code ?? 'bad_request').toLowerCase()}`,
      detail: error.message,
    });
  console.error(`api ${request.method} ${request.routeOptions.url ?? '?'}:`, error);
  return send(reply, {
    status: 500,
    code: 'api/internal',
    detail: 'A defect on our side; nothing was recorded.',
  });
}

function fromRoom({ code, kind, facts }: KolonyError): Problem {
  const { field, ...rest } = facts;
  const status = code.startsWith('api/') && kind === 'invalid' ? 400 : STATUS[kind];
  return { status, code, detail: code, field: typeof field === 'string' ? field : undefined, facts: rest };
}

/** zod says `Unrecognized key: "x"` at the root; the field is what the reader looks for. */
function unknownField(message: string | undefined): string | undefined {
  return /^Unrecognized keys?: "([^"]+)"/.exec(message ?? '')?.[1];
}

export function onNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, { status: 404, code: 'api/no_such_endpoint', detail: 'See /v1/openapi.json.' });
}
