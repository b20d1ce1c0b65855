import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readDocument } from './document.ts';
import { page } from './page.ts';
import { STYLE } from './style.ts';

/** No script at all, one style that is known by its hash, nothing from elsewhere. */
const CSP = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `GET /docs`: the OpenAPI document for people, made once. */
export function docs(server: FastifyInstance): void {
  let made: string | undefined;
  server.get('/docs', { schema: { hide: true } }, (_request, reply) => {
    made ??= page(readDocument(server.swagger()));
    return reply
      .header('content-security-policy', CSP)
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(made);
  });
}
