import { roomError } from '@kolony/db';
import type { Problem } from '@kolony/rest/schema';
import { invalid, invalidBody, problem, refusal } from '@kolony/rest/wire';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { z } from 'zod';

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
  return send(reply, problemOf(error, `${request.method} ${request.routeOptions.url ?? '?'}`));
}

/** What a caller is told of an error; a defect goes to the log with its stack, named by what was asked. */
export function problemOf(error: unknown, asked: string): Problem {
  const known = roomError(error);
  if (known && known.kind !== 'internal') return refusal(known);
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

export function onNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(
    reply,
    problem({ status: 404, code: 'api/no_such_endpoint', detail: 'See /docs and /v1/openapi.json.' }),
  );
}
