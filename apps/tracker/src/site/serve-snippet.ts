import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Exchange } from '../front/exchange.ts';

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
export function snippetServer(build: () => Promise<string>): (exchange: Exchange) => Promise<void> {
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

  return async (exchange) => {
    made ??= make();
    const built = await made;
    if (!built) return exchange.send(503, { 'retry-after': '60' });
    const { text, gzipped, etag } = built;
    const headers = { ...HEADERS, etag };
    if (exchange.header('if-none-match')?.includes(etag)) return exchange.send(304, headers);
    const zipped = /\bgzip\b/.test(exchange.header('accept-encoding') ?? '');
    exchange.send(
      200,
      zipped ? { ...headers, 'content-encoding': 'gzip' } : headers,
      zipped ? gzipped : text,
    );
  };
}
