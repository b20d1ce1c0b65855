import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import type { EngineResult } from './engine.ts';
import { type Exception, toException } from './exception.ts';
import type { Request } from './parse-request.ts';
import type { Outcome } from './run-query.ts';

const ENCODERS: readonly [string, () => Transform][] = [
  ['gzip', () => createGzip({ level: 1 })],
  ['zstd', createZstdCompress],
  ['br', createBrotliCompress],
  ['deflate', createDeflate],
];

export interface Answering {
  incoming: IncomingMessage;
  response: ServerResponse;
  request: Request;
  /** The INSERT that the rows of a whole outcome were written by. */
  inserts: boolean;
}

/** Sends what the engine gave. An error before the first byte is thrown; one after it ends the body as ClickHouse ends it. */
export async function answer(
  { incoming, response, request, inserts }: Answering,
  outcome: Outcome,
): Promise<void> {
  const encoding = encodingOf(incoming, request);
  response.setHeader('X-ClickHouse-Format', outcome.format);
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  response.setHeader('Content-Type', contentType(outcome.format));
  const encoder = encoding?.[1]() ?? new PassThrough();
  const encoded = () => encoding && response.setHeader('Content-Encoding', encoding[0]);
  if (outcome.kind === 'whole') {
    encoded();
    response.setHeader('X-ClickHouse-Summary', summaryOf(outcome.result, inserts));
    await pipeline(Readable.from([outcome.result.bytes]), encoder, response);
    return;
  }
  // The first chunk is awaited before the status is sent, so that most errors still have one.
  const first = await outcome.chunks.next();
  const tag = randomBytes(8).toString('hex');
  encoded();
  response.setHeader('X-ClickHouse-Exception-Tag', tag);
  await pipeline(Readable.from(rest(first, outcome.chunks, tag), { objectMode: false }), encoder, response);
}

async function* rest(
  first: IteratorResult<Uint8Array, void>,
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  tag: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (first.done) return;
    yield first.value;
    yield* chunks;
  } catch (error) {
    const message = `${toException(error).message}\n`;
    const length = Buffer.byteLength(message);
    yield Buffer.from(`\r\n__exception__\r\n${tag}\r\n${message}${length} ${tag}\r\n__exception__\r\n`);
  }
}

export function answerException(response: ServerResponse, { code, status, message }: Exception): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of ['Content-Encoding', 'X-ClickHouse-Format', 'X-ClickHouse-Exception-Tag'])
    response.removeHeader(name);
  response.writeHead(status, {
    'X-ClickHouse-Exception-Code': code,
    'Content-Type': 'text/plain; charset=UTF-8',
  });
  response.end(`${message}\n`);
}

function encodingOf(
  { headers }: IncomingMessage,
  { settings }: Request,
): (typeof ENCODERS)[number] | undefined {
  if (!/^(?:1|true)$/.test(settings.get('enable_http_compression') ?? '')) return undefined;
  const accepted = String(headers['accept-encoding'] ?? '').split(/\s*,\s*/);
  return ENCODERS.find(([name]) => accepted.includes(name));
}

function contentType(format: string): string {
  if (/^JSON(?:Compact|Strings|ColumnsWithMetadata)*$/.test(format)) return 'application/json; charset=UTF-8';
  if (/JSON|ND/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^CSV/.test(format)) return 'text/csv; charset=UTF-8';
  if (/^(?:TSV|TabSeparated)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  return 'application/octet-stream';
}

/** The engine counts the rows of an INSERT as read; over HTTP they are also the rows written. */
function summaryOf({ rowsRead, bytesRead, elapsed }: EngineResult, inserts: boolean): string {
  const text = (value: number) => String(Math.round(value));
  return JSON.stringify({
    read_rows: text(rowsRead),
    read_bytes: text(bytesRead),
    written_rows: text(inserts ? rowsRead : 0),
    written_bytes: text(inserts ? bytesRead : 0),
    total_rows_to_read: '0',
    result_rows: text(rowsRead),
    result_bytes: text(bytesRead),
    elapsed_ns: text(elapsed * 1e9),
  });
}
