import type { FastifyReply } from 'fastify';

/**
 * Aborted when the connection is closed before the answer, or after it. Not Fastify's `request.signal`: that listens to
 * the request, which is closed as soon as a GET has been read.
 */
export function hungUp(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
