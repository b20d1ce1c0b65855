import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isKolonyError, SECOND } from '@kolony/kernel';
import { type Destination, guardedLookup } from './destination.ts';
import type { WebhookSettings } from './settings.ts';

/** From the first packet to the last byte that is read. */
const TIMEOUT = 15 * SECOND;
/** Bytes of the answer that are read and kept; the rest is not even received. */
const ANSWER = 1_024;

export interface Answered {
  /** HTTP; null when there was no answer. */
  status: number | null;
  error: string | null;
  /** What the receiver asked to be left alone for; null when it did not ask. */
  retryAfterMs: number | null;
  answer: string;
  durationMs: number;
}

/**
 * Sends one JSON body, once, on a connection of its own, and never throws: no redirect is followed, no more than
 * fifteen seconds and a kilobyte are spent on the answer, and the socket goes where `guardedLookup` lets it.
 */
export async function post(
  destination: Destination,
  { headers, body }: { headers: Record<string, string>; body: string },
  settings: WebhookSettings,
): Promise<Answered> {
  const begun = performance.now();
  const signal = AbortSignal.timeout(TIMEOUT);
  const { url } = destination;
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: false,
    signal,
    lookup: guardedLookup(destination, settings),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Kolony-Webhooks/1',
      ...headers,
    },
  });
  const none = { status: null, error: null, retryAfterMs: null, answer: '' };
  const took = () => Math.round(performance.now() - begun);
  try {
    request.on('error', () => undefined).end(body); // also after the answer: the connection is cut
    const [response]: [IncomingMessage] = await (once(request, 'response') as Promise<[IncomingMessage]>);
    return {
      ...none,
      status: response.statusCode ?? 0,
      retryAfterMs: retryAfter(response.headers['retry-after']),
      answer: await firstBytes(response),
      durationMs: took(),
    };
  } catch (error) {
    return { ...none, error: signal.aborted ? 'timeout' : codeOf(error), durationMs: took() };
  } finally {
    request.destroy();
  }
}

/** What came before the limit, or before the receiver fell silent: the status has been said already. */
async function firstBytes(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER) break;
    }
  } catch {
    // Cut off in the middle of its body.
  }
  // PostgreSQL stores no NUL.
  return Buffer.concat(chunks).subarray(0, ANSWER).toString('utf8').replaceAll('\0', '\uFFFD');
}

/** Milliseconds, from either form of the header (RFC 9110, 10.2.3). */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * SECOND : Date.parse(header) - Date.now();
  return ms > 0 ? ms : null;
}

function codeOf(error: unknown): string {
  if (isKolonyError(error))
    return error.code === 'webhooks/url_refused' ? 'forbidden_address' : 'unknown_host';
  const { code } = error as NodeJS.ErrnoException;
  return code ?? 'no_answer';
}
