import { KolonyError } from '@kolony/kernel';
import type { FastifyRequest } from 'fastify';

/** JSON without NUL characters (PostgreSQL cannot store them) and without __proto__ keys. */
export function parseJson(_request: FastifyRequest, body: string | Buffer, done: (error: Error | null, value?: unknown) => void): void {
  const text = String(body);
  if (text.includes('\\u0000') || text.includes('\u0000')) return done(new KolonyError('api/nul_character', 'invalid'));
  try {
    done(null, JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value)));
  } catch {
    done(new KolonyError('api/malformed_json', 'invalid'));
  }
}
