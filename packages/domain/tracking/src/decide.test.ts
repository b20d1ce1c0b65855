import type { ResolvedLink } from '@kolony/links/schema';
import { describe, expect, test } from 'vitest';
import { decide, type Visit, withToken } from './decide.ts';

const now = new Date('2026-11-01T12:00:00.000Z');
const link = (more: Partial<ResolvedLink> = {}): ResolvedLink => ({
  id: 'lnk_1',
  no: 1,
  dealNo: 1,
  slug: 'abc',
  brandId: 'b',
  campaignId: 'c',
  dealId: 'd',
  kolId: 'k',
  destination: 'https://shop.example/p',
  fallbackUrl: 'https://shop.example/',
  state: 'active',
  dealState: 'active',
  campaignState: 'live',
  expiresAt: null,
  consentRequired: false,
  ...more,
});
const person = { bot: false, device: 'mobile', inApp: '' } as const;
const visit = (more: Partial<Visit> = {}): Visit => ({
  method: 'GET',
  agent: person,
  prefetch: false,
  ...more,
});

describe('a link that earns', () => {
  test.each([
    ['a person’s click counts', visit(), 'click', true],
    ['HEAD is recorded, not counted', visit({ method: 'HEAD' }), 'head', false],
    ['a prefetch is recorded, not counted', visit({ prefetch: true }), 'prefetch', false],
    ['a bot is recorded, not counted', visit({ agent: { ...person, bot: true } }), 'bot', false],
    ['a bot’s HEAD is a HEAD', visit({ method: 'HEAD', agent: { ...person, bot: true } }), 'head', false],
  ])('%s', (_name, given, kind, counted) => {
    expect(decide(link(), given, now)).toEqual({
      to: 'destination',
      url: 'https://shop.example/p',
      kind,
      counted,
    });
  });
  test('expires at its instant, not before', () => {
    expect(decide(link({ expiresAt: new Date(now.getTime() + 1) }), visit(), now).to).toBe('destination');
    expect(decide(link({ expiresAt: now }), visit(), now)).toMatchObject({ to: 'fallback', why: 'expired' });
  });
});

describe('a link that no longer earns goes to the fallback, or is gone', () => {
  test.each([
    ['paused', { state: 'paused' as const }],
    ['campaign_not_live', { campaignState: 'closed' }],
    ['campaign_not_live', { campaignState: 'draft' }],
    ['expired', { expiresAt: now }],
    ['deal_not_active', { dealState: 'ended' }],
    ['deal_not_active', { dealState: 'invited' }],
  ])('%s', (why, more) => {
    expect(decide(link(more), visit(), now)).toEqual({ to: 'fallback', url: 'https://shop.example/', why });
    expect(decide(link({ ...more, fallbackUrl: null }), visit(), now)).toEqual({ to: 'gone', why });
  });
});

test.each([
  ['https://s.example/p', 'https://s.example/p?kclid=T'],
  ['https://s.example/p?a=1', 'https://s.example/p?a=1&kclid=T'],
  ['https://s.example/p?a=1#top', 'https://s.example/p?a=1&kclid=T#top'],
  ['https://s.example/#/route?x', 'https://s.example/?kclid=T#/route?x'],
  ['https://s.example/p?', 'https://s.example/p?kclid=T'],
  // One token, this visitor's, however an older one is written; the other parameters byte by byte.
  ['https://s.example/p?kclid=old', 'https://s.example/p?kclid=T'],
  [
    'https://s.example/p?a=%E4%B8%AD+1&kclid=old&b&kclid=older',
    'https://s.example/p?a=%E4%B8%AD+1&b&kclid=T',
  ],
  ['https://s.example/p?a=1&%6Bclid=old#top', 'https://s.example/p?a=1&kclid=T#top'],
  ['https://s.example/p?xkclid=1&q=kclid=2', 'https://s.example/p?xkclid=1&q=kclid=2&kclid=T'],
])('%s with a token', (destination, expected) => {
  expect(withToken(destination, 'T')).toBe(expected);
});
