import { createHmac, timingSafeEqual } from 'node:crypto';

export interface WebhookHeaders {
  'webhook-id'?: string | undefined;
  /** Seconds since 1970. */
  'webhook-timestamp'?: string | undefined;
  /** One or more of `v1,<base64>`, separated by spaces. */
  'webhook-signature'?: string | undefined;
}

export class WebhookError extends Error {
  readonly reason: 'missing_header' | 'too_old' | 'too_new' | 'bad_signature';

  constructor(reason: WebhookError['reason']) {
    super(`The webhook is not to be trusted: ${reason}.`);
    this.name = 'WebhookError';
    this.reason = reason;
  }
}

/** Seconds that sender's and receiver's clocks, and the way between, may differ. */
const TOLERANCE = 300;

/**
 * Verifies a webhook by Standard Webhooks (standardwebhooks.com) and returns its payload. `body` is what was received,
 * byte for byte: parsing and writing it again changes it. `secret` is `whsec_<base64>`. The same `webhook-id` may arrive
 * more than once; whoever acts on it remembers it. Throws WebhookError.
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  { secret, now = new Date() }: { secret: string; now?: Date },
): unknown {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !signatures || !timestamp || !/^\d{1,12}$/.test(timestamp))
    throw new WebhookError('missing_header');
  const age = now.getTime() / 1000 - Number(timestamp);
  if (age > TOLERANCE) throw new WebhookError('too_old');
  if (age < -TOLERANCE) throw new WebhookError('too_new');
  const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest();
  const good = signatures.split(' ').some((signature) => {
    const [version, text = ''] = signature.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!good) throw new WebhookError('bad_signature');
  return JSON.parse(Buffer.from(body).toString('utf8'));
}
