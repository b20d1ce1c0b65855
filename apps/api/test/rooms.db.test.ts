import { createApiKey } from '@kolony/identity';
import { ApiScope } from '@kolony/identity/schema';
import { castBrand } from '@kolony/scenarios/worlds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
let strangerKey: string;
beforeAll(async () => {
  api = await makeApiWorld();
  const { deps } = api.world;
  const stranger = await castBrand(deps, { email: 'b@brand.example', workspace: 'B' });
  ({ key: strangerKey } = await createApiKey(deps, stranger.scope, { name: 'B', scopes: ApiScope.options }));
});
afterAll(() => api[Symbol.asyncDispose]());

const Id = z.object({ id: z.string() });
const campaign = {
  name: 'Winter serum',
  currency: 'CNY',
  brief: 'Show how you use it.',
  disclosure: '广告',
  landing_url: 'https://shop.example/winter',
  fallback_url: null,
  attribution: { model: 'linear', window_days: 14, code_rule: 'code_wins' },
  offer: {
    earnings: [{ kind: 'cps', rate_bp: 1_000, only: { customer: 'new' } }],
    milestones: [{ key: 'post', title: 'Posting', amount: 50_000, due: { deliverable: 0 } }],
    caps: { per_order: 5_000, per_day: 100_000 },
    min_order: 1_000,
    hold_days: 10,
  },
  deliverables: [{ title: 'One video', format: 'video', due_at: '2026-12-01T00:00:00Z' }],
  open_to_apply: false,
  starts_at: null,
  ends_at: '2026-12-31T16:00:00+08:00',
};
const walk = async (path: string, limit: number) => {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 20; pages++) {
    const { body } = await api.call({ url: `${path}limit=${limit}${cursor ? `&cursor=${cursor}` : ''}` });
    const page = z.object({ data: z.array(Id), next_cursor: z.string().nullable() }).parse(body);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
    if (cursor === null) return seen;
  }
  throw new Error('the pages never end');
};

describe('campaigns', () => {
  test('a draft is made in snake_case to the last rule, read back, and listed', async () => {
    const made = await api.call({ url: '/v1/campaigns', body: campaign });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...campaign,
        state: 'draft',
        funded: 0,
        deliverables: [{ title: 'One video', format: 'video', due_at: '2026-12-01T00:00:00.000Z' }],
        ends_at: '2026-12-31T08:00:00.000Z',
      },
    });
    const { id } = Id.parse(made.body);
    expect(await api.call({ url: `/v1/campaigns/${id}` })).toMatchObject({ status: 200, body: made.body });
    expect((await api.call({ url: '/v1/campaigns?state=draft' })).body).toMatchObject({
      data: [{ id, name: 'Winter serum', deal_count: 0 }],
      next_cursor: null,
    });
    const row = await api.world.deps.db.auditEvent.findFirst({
      where: { action: 'campaign.created', subject: id },
    });
    expect(row?.actor).toMatch(/^api_key:/);
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ landingUrl: 'https://shop.example/' }, 'landingUrl'],
    [{ landing_url: 'javascript:alert(1)' }, 'landing_url'],
    [{ attribution: { ...campaign.attribution, window_days: 91 } }, 'attribution.window_days'],
    [{ offer: { ...campaign.offer, holdDays: 1 } }, 'offer'],
    [{ offer: { ...campaign.offer, hold_days: -1 } }, 'offer.hold_days'],
    [{ ends_at: 'tomorrow' }, 'ends_at'],
    [{ deliverables: [] }, 'offer.milestones'],
    [{ offer: { earnings: [], hold_days: 7 } }, 'offer.earnings'],
    [{ starts_at: '2027-01-01T00:00:00Z' }, 'ends_at'],
  ])('%j is refused by its field', async (change, field) => {
    const before = await api.world.deps.db.campaign.count();
    const answer = await api.call({ url: '/v1/campaigns', body: { ...campaign, ...change } });
    expect(answer).toMatchObject({ status: 422, body: { field } });
    expect(await api.world.deps.db.campaign.count()).toBe(before);
  });
});

describe('links', () => {
  test('the brand makes one on an active deal of its own, and the tracker’s address is in it', async () => {
    const { dealId } = api.world.link;
    const body = {
      deal_id: dealId,
      label: 'Newsletter',
      routes: [{ name: 'app', destination: 'https://shop.example/app', platforms: ['ios'] }],
      consent_required: true,
    };
    const made = await api.call({ url: '/v1/links', body });
    expect(made).toMatchObject({
      status: 201,
      body: {
        deal_id: dealId,
        campaign_id: api.world.campaignId,
        label: 'Newsletter',
        state: 'active',
        url: expect.stringMatching(/^https:\/\/go\.example\/\w+$/),
      },
    });
    const { id } = Id.parse(made.body);
    expect(await api.call({ url: `/v1/links/${id}` })).toMatchObject({ status: 200, body: made.body });
    const { db } = api.world.deps;
    expect(await db.auditEvent.findFirst({ where: { action: 'link.created', subject: id } })).toMatchObject({
      actor: expect.stringMatching(/^api_key:/),
    });
    expect(await db.link.findUnique({ where: { id } })).toMatchObject({ consentRequired: true });
  });

  test.each([
    [{ destination: 'https://evil.example/' }, 422, { code: 'links/bad_destination', field: 'destination' }],
    [{ destination: 'not a url' }, 422, { field: 'destination' }],
    [{ label: '' }, 422, { field: 'label' }],
    [{ slug: 'mine' }, 422, { field: 'slug' }],
    [{ deal_id: 'del_none' }, 404, { code: 'deals/deal_not_found' }],
    [{ routes: [{ name: 'A B', destination: 'https://shop.example/' }] }, 422, { field: 'routes.0.name' }],
  ])('%j is refused', async (change, status, problem) => {
    const body = { deal_id: api.world.link.dealId, label: 'x', ...change };
    expect(await api.call({ url: '/v1/links', body })).toMatchObject({ status, body: problem });
  });

  test('are paged without a gap or a double, also by campaign and deal', async () => {
    const { dealId } = api.world.link;
    for (let n = 0; n < 6; n++)
      await api.call({ url: '/v1/links', body: { deal_id: dealId, label: `n${n}` } });
    const all = await walk('/v1/links?', 200);
    expect(all.length).toBeGreaterThanOrEqual(7);
    expect(await walk('/v1/links?', 2)).toEqual(all);
    expect(await walk(`/v1/links?deal_id=${dealId}&campaign_id=${api.world.campaignId}&`, 3)).toEqual(all);
    expect(await walk('/v1/links?deal_id=del_none&', 3)).toEqual([]);
  });
});

test('deals are listed with the rules in force, and one is read whole', async () => {
  const { dealId } = api.world.link;
  const list = await api.call({ url: `/v1/deals?state=active&campaign_id=${api.world.campaignId}` });
  expect(list).toMatchObject({
    status: 200,
    body: {
      data: [
        {
          id: dealId,
          state: 'active',
          terms_version: 1,
          kol: { display_name: 'Mei' },
          rules: { earnings: [{ kind: 'cps', rate_bp: 1_500 }] },
        },
      ],
      next_cursor: null,
    },
  });
  const whole = await api.call({ url: `/v1/deals/${dealId}` });
  expect(whole).toMatchObject({
    status: 200,
    body: { id: dealId, terms: [{ version: 1, legs: [{ share_bp: 10_000 }] }], timeline: expect.any(Array) },
  });
  expect(JSON.stringify(whole.body)).not.toMatch(/"[a-z]+[A-Z]\w*":/);
  expect(await api.call({ url: '/v1/deals?state=gone' })).toMatchObject({
    status: 422,
    body: { field: 'state' },
  });
});

test('another brand finds none of it, and can do nothing with its ids', async () => {
  const { campaignId, link } = api.world;
  for (const url of ['/v1/campaigns', '/v1/deals', '/v1/links'])
    expect((await api.call({ url, key: strangerKey })).body).toEqual({ data: [], next_cursor: null });
  for (const url of [`/v1/campaigns/${campaignId}`, `/v1/deals/${link.dealId}`, `/v1/links/${link.id}`])
    expect(await api.call({ url, key: strangerKey })).toMatchObject({ status: 404 });
  expect(
    await api.call({ url: '/v1/links', key: strangerKey, body: { deal_id: link.dealId, label: 'x' } }),
  ).toMatchObject({ status: 404, body: { code: 'deals/deal_not_found' } });
});

test.each([
  [{ url: '/v1/links' }, 'links:read'],
  [{ url: '/v1/links', body: {} }, 'links:write'],
  [{ url: '/v1/campaigns/x' }, 'campaigns:read'],
  [{ url: '/v1/campaigns', body: {} }, 'campaigns:write'],
  [{ url: '/v1/deals' }, 'deals:read'],
  [{ url: '/v1/deals/x' }, 'deals:read'],
  [{ url: '/v1/test-events', body: {} }, 'conversions:write'],
] as const)('%j needs %s and no other scope', async (call, scope) => {
  const others = ApiScope.options.filter((other) => other !== scope);
  expect(await api.call({ ...call, key: await api.keyWith(others) })).toMatchObject({
    status: 403,
    body: { facts: { scope } },
  });
  expect((await api.call({ ...call, key: await api.keyWith([scope]) })).status).not.toBe(403);
});
