import type { IncomingMessage } from 'node:http';
import { SiteEvent } from '@kolony/tracking/schema';
import { Refusal } from './refusal.ts';

/** Bytes: twenty touches and fifty lines fit. */
const BODY_LIMIT = 16 * 1024;

/** The event of a request's body, whatever its content type says: `sendBeacon` says text/plain. Throws Refusals. */
export async function readEvent(request: IncomingMessage): Promise<SiteEvent> {
  const text = await readBody(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'malformed_json', { detail: 'The body is no JSON.' });
  }
  const event = SiteEvent.safeParse(value);
  if (event.success) return event.data;
  const [issue] = event.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const field = [...(issue?.path ?? []), ...unknown.slice(0, 1)].join('.');
  throw new Refusal(422, 'invalid_event', { detail: issue?.message ?? 'invalid', field });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  // Not destroyed when it is left in the middle: the answer goes over the same connection.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    length += piece.length;
    if (length > BODY_LIMIT)
      throw new Refusal(413, 'too_large', { detail: `More than ${BODY_LIMIT} bytes.` });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
