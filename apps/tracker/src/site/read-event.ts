import { SiteEvent } from '@kolony/tracking/schema';
import type { Exchange } from '../front/exchange.ts';
import { Refusal } from './refusal.ts';

/** Bytes: twenty touches and fifty lines fit. */
const BODY_LIMIT = 16 * 1024;

/** The event of a request's body, whatever its content type says: `sendBeacon` says text/plain. Throws Refusals. */
export async function readEvent(exchange: Exchange): Promise<SiteEvent> {
  const body = await exchange.body(BODY_LIMIT);
  if (body === null) throw new Refusal(413, 'too_large', { detail: `More than ${BODY_LIMIT} bytes.` });
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
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
