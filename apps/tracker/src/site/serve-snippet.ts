import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  // A mended snippet reaches every shop within the hour.
  'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
  // For pages that isolate themselves (COEP) or check integrity.
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  vary: 'accept-encoding',
};

interface Built {
  text: Buffer;
  gzipped: Buffer;
  etag: string;
}

/** GET|HEAD /t.js, built and compressed once; 503 when it cannot be built, and the redirects go on without it. */
export function snippetServer(
  build: () => Promise<string>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let made: Promise<Built | null> | null = null;

  async function make(): Promise<Built | null> {
    try {
      const text = await build();
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
      return { text: Buffer.from(text), gzipped: gzipSync(text, { level: 9 }), etag };
    } catch (error) {
      console.error('tracker: no snippet:', error);
      return null;
    }
  }

  return async (request, response) => {
    made ??= make();
    const built = await made;
    if (!built) {
      response.writeHead(503, { 'retry-after': '60' }).end();
      return;
    }
    const { text, gzipped, etag } = built;
    if (request.headers['if-none-match']?.includes(etag)) {
      response.writeHead(304, { ...HEADERS, etag }).end();
      return;
    }
    const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = zipped ? gzipped : text;
    response.writeHead(200, {
      ...HEADERS,
      etag,
      'content-length': body.length,
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}
