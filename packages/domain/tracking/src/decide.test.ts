import { after, MINUTE } from '@kolony/kernel';
import type { LinkRoute, ResolvedLink } from '@kolony/links/schema';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { Visit } from './visit.ts';

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
  routes: [],
  fallbackUrl: 'https://shop.example/',
  state: 'active',
  dealState: 'active',
  campaignState: 'live',
  budgetSpent: false,
  expiresAt: null,
  consentRequired: false,
  ...more,
});
const person = { bot: false, device: 'mobile', platform: 'ios', inApp: '' } as const;
const visit = (more: Partial<Visit> = {}): Visit => ({
  method: 'GET',
  agent: person,
  prefetch: false,
  datacentre: false,
  country: '',
  visitor: 'v',
  consented: false,
  lastClickAt: null,
  ...more,
});

describe('a link that earns', () => {
  test.each([
    ['a person’s click counts', visit(), 'click', true],
    ['HEAD is recorded, not counted', visit({ method: 'HEAD' }), 'head', false],
    ['a prefetch is recorded, not counted', visit({ prefetch: true }), 'prefetch', false],
    ['a bot is recorded, not counted', visit({ agent: { ...person, bot: true } }), 'bot', false],
    ['a data centre’s is recorded, not counted', visit({ datacentre: true }), 'datacentre', false],
    [
      'a bot in a data centre is a bot',
      visit({ datacentre: true, agent: { ...person, bot: true } }),
      'bot',
      false,
    ],
    ['a bot’s HEAD is a HEAD', visit({ method: 'HEAD', agent: { ...person, bot: true } }), 'head', false],
  ])('%s', (_name, given, kind, counted) => {
    expect(decide(link(), given, now)).toEqual({
      to: 'destination',
      url: 'https://shop.example/p',
      route: '',
      kind,
      counted,
      repeat: false,
      recognised: counted,
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
    ['deal_not_active', { dealState: 'paused' }],
    ['deal_not_active', { dealState: 'ended' }],
    ['deal_not_active', { dealState: 'terminated' }],
    ['deal_not_active', { dealState: 'invited' }],
  ])('%s', (why, more) => {
    expect(decide(link(more), visit(), now)).toEqual({ to: 'fallback', url: 'https://shop.example/', why });
    expect(decide(link({ ...more, fallbackUrl: null }), visit(), now)).toEqual({ to: 'gone', why });
  });
});

test('a spent budget leads to the fallback; without one, on to the shop', () => {
  const spent = link({ budgetSpent: true });
  expect(decide(spent, visit(), now)).toMatchObject({ to: 'fallback', why: 'budget_spent' });
  expect(decide({ ...spent, fallbackUrl: null }, visit(), now)).toMatchObject({
    to: 'destination',
    counted: true,
  });
  // What is over is over, whatever the budget.
  expect(decide({ ...spent, fallbackUrl: null, state: 'paused' }, visit(), now).to).toBe('gone');
});

test('a repeat: a rolling half hour after the last click, of whom may be recognised and did click', () => {
  const again = (minutes: number, more: Partial<Visit> = {}) =>
    decide(link(), visit({ lastClickAt: after(now, -minutes * MINUTE), ...more }), now);
  expect(again(29.9)).toMatchObject({ counted: true, repeat: true });
  expect(again(30)).toMatchObject({ counted: true, repeat: false });
  expect(again(1, { method: 'HEAD' })).toMatchObject({ counted: false, repeat: false });
  expect(again(1, { prefetch: true })).toMatchObject({ counted: false, repeat: false });
});

test('where consent is asked for, only those who gave it are recognised; the click counts all the same', () => {
  const asks = link({ consentRequired: true });
  const last = { lastClickAt: now };
  expect(decide(asks, visit(last), now)).toMatchObject({ counted: true, recognised: false, repeat: false });
  expect(decide(asks, visit({ ...last, consented: true }), now)).toMatchObject({
    recognised: true,
    repeat: true,
  });
  expect(decide(link(), visit({ method: 'HEAD', consented: true }), now)).toMatchObject({
    recognised: false,
  });
});

describe('routes', () => {
  const route = (name: string, more: Partial<LinkRoute> = {}): LinkRoute => ({
    name,
    destination: `https://shop.example/${name}`,
    weight: 1,
    ...more,
  });
  const taken = (routes: LinkRoute[], more: Partial<Visit> = {}) => {
    const verdict = decide(link({ routes }), visit(more), now);
    return verdict.to === 'destination' ? [verdict.route, verdict.url] : null;
  };

  test.each<[string, Partial<LinkRoute>, Partial<Visit>, boolean]>([
    ['the device', { devices: ['mobile', 'tablet'] }, {}, true],
    ['another device', { devices: ['desktop'] }, {}, false],
    ['the system', { platforms: ['ios'] }, {}, true],
    ['another system', { platforms: ['android', 'harmony'] }, {}, false],
    ['the country', { countries: ['JP', 'CN'] }, { country: 'CN' }, true],
    ['another country', { countries: ['JP'] }, { country: 'CN' }, false],
    ['a country nobody knows', { countries: ['JP'] }, {}, false],
    ['all conditions', { devices: ['mobile'], countries: ['JP'] }, { country: 'JP' }, true],
    ['only one of them', { devices: ['mobile'], countries: ['JP'] }, { country: 'CN' }, false],
    [
      'a bot, that has no device',
      { devices: ['mobile'] },
      { agent: { ...person, bot: true, device: 'bot' } },
      false,
    ],
  ])('%s', (_name, conditions, given, goes) => {
    const expected = goes ? ['r', 'https://shop.example/r'] : ['', 'https://shop.example/p'];
    expect(taken([route('r', conditions)], given)).toEqual(expected);
  });

  test('one that is aimed goes before one that is for all', () => {
    const routes = [route('all', { weight: 1_000 }), route('ios', { platforms: ['ios'] })];
    expect(taken(routes)?.[0]).toBe('ios');
    expect(taken(routes, { agent: { ...person, platform: 'android' } })?.[0]).toBe('all');
  });

  test('several share the visitors by weight, and a visitor keeps the same one', () => {
    const routes = [route('a', { weight: 7 }), route('b', { weight: 2 }), route('c', { weight: 1 })];
    const counts: Record<string, number> = {};
    for (let n = 0; n < 10_000; n++) {
      const name = taken(routes, { visitor: `visitor ${n}` })?.[0] ?? '';
      expect(taken(routes, { visitor: `visitor ${n}` })?.[0]).toBe(name);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    // Five standard deviations: 230, 200, 150.
    expect(Math.abs((counts.a ?? 0) - 7_000)).toBeLessThan(230);
    expect(Math.abs((counts.b ?? 0) - 2_000)).toBeLessThan(200);
    expect(Math.abs((counts.c ?? 0) - 1_000)).toBeLessThan(150);
  });

  test('a link that earns nothing has no routes', () => {
    const paused = decide(link({ state: 'paused', routes: [route('a')] }), visit(), now);
    expect(paused).toMatchObject({ to: 'fallback', url: 'https://shop.example/' });
  });
});
