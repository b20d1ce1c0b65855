import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyWebhook } from './index.ts';

// The vector that Standard Webhooks' own libraries are tested with.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"test": 2432232314}';
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const now = new Date(1_614_265_330_000);
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('the standard’s own vector is good, as text and as bytes', () => {
  expect(verifyWebhook(body, headers, { secret, now })).toEqual({ test: 2432232314 });
  expect(verifyWebhook(Buffer.from(body), headers, { secret, now })).toEqual({ test: 2432232314 });
});

test('one good signature among others is enough: secrets are rotated', () => {
  const several = { ...headers, 'webhook-signature': `v1,AAAA v1a,zzzz ${headers['webhook-signature']}` };
  expect(verifyWebhook(body, several, { secret, now })).toEqual({ test: 2432232314 });
});

test.each<[why: string, reason: string, change: () => unknown]>([
  ['another body', 'bad_signature', () => verifyWebhook('{"test":2432232314}', headers, { secret, now })],
  [
    'another id',
    'bad_signature',
    () => verifyWebhook(body, { ...headers, 'webhook-id': 'msg_2' }, { secret, now }),
  ],
  [
    'another instant',
    'bad_signature',
    () => verifyWebhook(body, { ...headers, 'webhook-timestamp': '1614265331' }, { secret, now }),
  ],
  ['another secret', 'bad_signature', () => verifyWebhook(body, headers, { secret: 'whsec_AAAA', now })],
  [
    'another version',
    'bad_signature',
    () =>
      verifyWebhook(
        body,
        { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') },
        { secret, now },
      ),
  ],
  ['a replay', 'too_old', () => verifyWebhook(body, headers, { secret, now: later(301) })],
  ['one from the future', 'too_new', () => verifyWebhook(body, headers, { secret, now: later(-301) })],
  [
    'no id',
    'missing_header',
    () => verifyWebhook(body, { ...headers, 'webhook-id': undefined }, { secret, now }),
  ],
  [
    'no number',
    'missing_header',
    () => verifyWebhook(body, { ...headers, 'webhook-timestamp': 'NaN' }, { secret, now }),
  ],
])('%s is refused: %s', (_why, reason, change) => {
  expect(change).toThrow(expect.objectContaining({ name: 'WebhookError', reason }));
});

test('characters beyond ASCII are signed as the bytes they are', () => {
  const text = '{"name":"面霜"}';
  const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`msg_1.1614265330.${text}`)
    .digest('base64');
  const signed = { ...headers, 'webhook-id': 'msg_1', 'webhook-signature': `v1,${signature}` };
  expect(verifyWebhook(text, signed, { secret, now })).toEqual({ name: '面霜' });
});
