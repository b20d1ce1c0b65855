import { isKolonyError, isStorable, KolonyError } from '@kolony/kernel';
import type { FastifyRequest } from 'fastify';

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

/** The parser of `application/json`. */
export function parseJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  let value: unknown;
  try {
    value = readJson(String(body));
  } catch (error) {
    done(error instanceof Error ? error : new KolonyError('api/malformed_json', 'invalid'));
    return;
  }
  done(null, value);
}

function storable(key: string, value: unknown): unknown {
  if (!isStorable(key)) throw new KolonyError('api/unstorable_text', 'invalid');
  if (typeof value === 'string' && !isStorable(value))
    throw new KolonyError('api/unstorable_text', 'invalid', { field: key });
  return key === '__proto__' ? undefined : value;
}
