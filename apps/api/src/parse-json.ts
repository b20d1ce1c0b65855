import { isKolonyError, KolonyError } from '@kolony/kernel';
import { readJson } from '@kolony/rest/wire';
import type { FastifyRequest } from 'fastify';

/** The parser of `application/json`. `api/malformed_json`, `api/unstorable_text` {field} */
export function parseJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  let value: unknown;
  try {
    value = readJson(String(body));
  } catch (error) {
    done(isKolonyError(error) ? error : new KolonyError('api/malformed_json', 'invalid'));
    return;
  }
  done(null, value);
}
