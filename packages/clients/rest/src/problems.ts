import { type ErrorKind, isKolonyError, isStorable, KolonyError } from '@kolony/kernel';
import type { z } from 'zod';
import { ConversionRequest, type Problem } from './schema.ts';
import { snake } from './snake-case.ts';

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

/** RFC 9457: `type` names the code, `field` the offending input, in the body's own words. */
export function problem({ status, code, detail, field, facts }: Omit<Problem, 'type' | 'title'>): Problem {
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

/** What a caller is told of a room's refusal; a body that is no request at all is 400. */
export function refusal({ code, kind, facts }: KolonyError): Problem {
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

/** The first thing that a schema has against a body. */
export function invalidBody({ issues: [first] }: z.core.$ZodError): Problem {
  return invalid(first?.path.map((part) => snake(String(part))) ?? [], first?.message);
}

export function invalid(path: readonly string[], message = 'invalid'): Problem {
  const field = path.join('.') || unknownField(message);
  return problem({ status: 422, code: 'api/invalid_request', detail: message, ...(field ? { field } : {}) });
}

/** zod says `Unrecognized key: "x"` at the root; the field is what the reader looks for. */
function unknownField(message: string): string | undefined {
  return /^Unrecognized keys?: "([^"]+)"/.exec(message)?.[1];
}

/**
 * JSON whose texts PostgreSQL can hold, without __proto__ keys. `api/malformed_json`; `api/unstorable_text` {field} for a
 * NUL character or half a surrogate pair, which columns of text would store as something else and JSONB refuses.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text, storable);
  } catch (error) {
    throw isKolonyError(error) ? error : new KolonyError('api/malformed_json', 'invalid');
  }
}

function storable(key: string, value: unknown): unknown {
  if (!isStorable(key)) throw new KolonyError('api/unstorable_text', 'invalid');
  if (typeof value === 'string' && !isStorable(value))
    throw new KolonyError('api/unstorable_text', 'invalid', { field: key });
  return key === '__proto__' ? undefined : value;
}

export type ReadOrder =
  | { ok: true; order: z.output<typeof ConversionRequest> }
  | { ok: false; problem: Problem };

export function readOrder(body: unknown): ReadOrder {
  const parsed = ConversionRequest.safeParse(body);
  return parsed.success
    ? { ok: true, order: parsed.data }
    : { ok: false, problem: invalidBody(parsed.error) };
}

/** The same of a body's text: a line of a batch, or what somebody typed. */
export function readOrderText(text: string): ReadOrder {
  try {
    return readOrder(readJson(text));
  } catch (error) {
    if (isKolonyError(error)) return { ok: false, problem: refusal(error) };
    throw error;
  }
}
