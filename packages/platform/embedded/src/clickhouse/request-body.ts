import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { exception } from './exception.ts';

/** SQL text with rows in it may be this long; rows beside an INSERT go through a file and have no limit. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** The body as text. Throws when it breaks off, cannot be decompressed or is too long. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  await pipeline(request, decoderOf(request), async (source: Readable) => {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > MAX_TEXT_BYTES)
        throw exception(160, 'TOO_LARGE_QUERY', `The query is longer than ${MAX_TEXT_BYTES} bytes`);
      chunks.push(chunk);
    }
  });
  return Buffer.concat(chunks).toString('utf8');
}

/** The parts of a multipart form, which the client uses for long parameters. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(await readText(request), { headers: { 'content-type': type } }).formData();
  return new URLSearchParams([...form].map(([name, value]) => [name, String(value)]));
}

/**
 * Puts the rows of an INSERT into `file`, decompressed, in constant memory. The engine sees it only when the last byte
 * is there: a broken upload inserts nothing. The caller removes it in either case.
 */
export async function spill(request: IncomingMessage, file: string): Promise<void> {
  await pipeline(request, decoderOf(request), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
}

function decoderOf(request: IncomingMessage): Transform {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return new PassThrough();
  const decoder = DECODERS[encoding];
  if (!decoder) throw exception(48, 'NOT_IMPLEMENTED', `Unknown Content-Encoding '${encoding.slice(0, 32)}'`);
  return decoder();
}
