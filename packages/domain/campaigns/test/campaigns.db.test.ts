import { describe, expect, test } from 'vitest';
import {
  closeCampaign,
  createCampaign,
  getCampaign,
  listCampaigns,
  publishCampaign,
  updateCampaign,
} from '../src/index.ts';
import { Campaign, NewCampaign } from '../src/schema.ts';
import { campaignOf, makeWorld } from './world.ts';

const coded = (code: string, kind: string) => expect.objectContaining({ code, kind });

describe('a campaign’s life', () => {
  test('draft → live → closed, each with its instant and its audit event', async () => {
    await using w = await makeWorld();
    const draft = await w.draft();
    expect(draft).toMatchObject({
      ...campaignOf(),
      deliverables: campaignOf().deliverables,
      state: 'draft',
      funded: 0,
      free: 0,
    });
    expect(Campaign.parse(draft)).toEqual(draft);
    expect(draft).toMatchObject({
      dealCount: 0,
      createdAt: w.clock.now(),
      publishedAt: null,
      closedAt: null,
    });
    w.clock.move(1_000);
    const live = await publishCampaign(w.deps, w.brand, { id: draft.id });
    expect(live).toEqual({ ...draft, state: 'live', publishedAt: w.clock.now() });
    w.clock.move(1_000);
    expect(await closeCampaign(w.deps, w.brand, { id: draft.id })).toEqual({
      ...live,
      state: 'closed',
      closedAt: w.clock.now(),
    });
    const by = { actor: w.brand.actor, brandId: w.brand.brandId };
    expect(await w.audited(draft.id)).toEqual([
      { action: 'campaign.created', ...by, facts: {} },
      { action: 'campaign.published', ...by, facts: {} },
      { action: 'campaign.closed', ...by, facts: { returned: 0 } },
    ]);
  });

  test('every other move is refused and leaves nothing behind', async () => {
    await using w = await makeWorld();
    const { id } = await w.draft();
    const refusal = (from: string, to: string) => ({
      code: 'campaigns/illegal_transition',
      kind: 'conflict',
      facts: { from, to },
    });
    await expect(closeCampaign(w.deps, w.brand, { id })).rejects.toMatchObject(refusal('draft', 'closed'));
    await publishCampaign(w.deps, w.brand, { id });
    await expect(publishCampaign(w.deps, w.brand, { id })).rejects.toMatchObject(refusal('live', 'live'));
    await closeCampaign(w.deps, w.brand, { id });
    await expect(closeCampaign(w.deps, w.brand, { id })).rejects.toMatchObject(refusal('closed', 'closed'));
    await expect(publishCampaign(w.deps, w.brand, { id })).rejects.toMatchObject(refusal('closed', 'live'));
    expect((await w.audited(id)).map((event) => event.action)).toEqual([
      'campaign.created',
      'campaign.published',
      'campaign.closed',
    ]);
  });

  test('of ten publications at once one succeeds', async () => {
    await using w = await makeWorld();
    const { id } = await w.draft();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => publishCampaign(w.deps, w.brand, { id })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await w.audited(id)).filter((event) => event.action === 'campaign.published')).toHaveLength(1);
  });

  test('a draft can be rewritten whole, deliverables too; what is live cannot', async () => {
    await using w = await makeWorld();
    const { id } = await w.draft();
    const next = campaignOf({
      name: 'Autumn',
      currency: 'JPY',
      deliverables: [{ title: 'A story', format: 'story', dueAt: null }],
    });
    expect(await updateCampaign(w.deps, w.brand, { id, campaign: next })).toMatchObject(next);
    await publishCampaign(w.deps, w.brand, { id });
    const again = updateCampaign(w.deps, w.brand, { id, campaign: campaignOf() });
    await expect(again).rejects.toMatchObject({
      code: 'campaigns/not_a_draft',
      kind: 'conflict',
      facts: { state: 'live' },
    });
    expect(await getCampaign(w.deps, w.brand, { id })).toMatchObject(next);
  });

  test('money fixes the currency of a draft, nothing else of it', async () => {
    await using w = await makeWorld();
    const { id } = await w.draft();
    await w.deposit(1_000);
    await w.fund(id, 400);
    const inYen = updateCampaign(w.deps, w.brand, { id, campaign: campaignOf({ currency: 'JPY' }) });
    await expect(inYen).rejects.toMatchObject({
      code: 'campaigns/funded_in_other_currency',
      facts: { field: 'currency', currency: 'CNY' },
    });
    expect(
      await updateCampaign(w.deps, w.brand, { id, campaign: campaignOf({ name: 'Same money' }) }),
    ).toMatchObject({ name: 'Same money', funded: 400 });
  });

  test('it cannot end before it starts', async () => {
    await using w = await makeWorld();
    const at = new Date('2026-11-01T00:00:00.000Z');
    const creating = createCampaign(w.deps, w.brand, campaignOf({ startsAt: at, endsAt: at }));
    await expect(creating).rejects.toMatchObject({
      code: 'campaigns/ends_before_start',
      kind: 'invalid',
      facts: { field: 'endsAt' },
    });
    expect((await listCampaigns(w.deps, w.brand, {})).data).toEqual([]);
  });
});

describe('another brand’s campaign is not there', () => {
  test('for no use-case, in no state, and nothing of it changes', async () => {
    await using w = await makeWorld();
    const { id } = await w.draft();
    const notThere = coded('campaigns/campaign_not_found', 'not_found');
    await expect(getCampaign(w.deps, w.other, { id })).rejects.toEqual(notThere);
    await expect(
      updateCampaign(w.deps, w.other, { id, campaign: campaignOf({ name: 'Mine now' }) }),
    ).rejects.toEqual(notThere);
    await expect(publishCampaign(w.deps, w.other, { id })).rejects.toEqual(notThere);
    const live = await publishCampaign(w.deps, w.brand, { id });
    await expect(closeCampaign(w.deps, w.other, { id })).rejects.toEqual(notThere);
    expect((await listCampaigns(w.deps, w.other, {})).data).toEqual([]);
    expect(await getCampaign(w.deps, w.brand, { id })).toEqual(live);
    await expect(getCampaign(w.deps, w.brand, { id: 'cmp_unknown' })).rejects.toEqual(notThere);
  });
});

describe('the list', () => {
  test('is newest first, and its pages join without gap or repetition', async () => {
    await using w = await makeWorld();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      made.unshift((await w.draft({ name: `Campaign ${i}` })).id);
      w.clock.move(1);
    }
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCampaigns(w.deps, w.brand, { limit: 2, cursor });
      seen.push(...page.data.map((campaign) => campaign.id));
      sizes.push(page.data.length);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(made);
    expect(sizes).toEqual([2, 2, 1]);
    expect((await listCampaigns(w.deps, w.brand, { limit: 5 })).nextCursor).toBeNull();
  });

  test('another brand’s cursor shows nothing of it', async () => {
    await using w = await makeWorld();
    await w.draft();
    const { id } = await createCampaign(w.deps, w.other, campaignOf());
    const page = await listCampaigns(w.deps, w.brand, { cursor: `${id}z` });
    expect(page.data.every((campaign) => campaign.id !== id)).toBe(true);
  });

  test('is searched by part of a name in any case, where % _ and \\ are themselves', async () => {
    await using w = await makeWorld();
    for (const name of [
      '50% off',
      '50 days',
      'a_b',
      'aXb',
      'back\\slash',
      '春季精华',
      "O'Hara; DROP TABLE campaigns",
    ])
      await w.draft({ name });
    const search = async (text: string) =>
      (await listCampaigns(w.deps, w.brand, { search: text })).data.map((c) => c.name);
    expect(await search('50%')).toEqual(['50% off']);
    expect(await search('A_B')).toEqual(['a_b']);
    expect(await search('\\')).toEqual(['back\\slash']);
    expect(await search('精华')).toEqual(['春季精华']);
    expect(await search("o'hara;")).toEqual(["O'Hara; DROP TABLE campaigns"]);
    expect(await search('%%')).toEqual([]);
  });

  test('is filtered by state', async () => {
    await using w = await makeWorld();
    const draft = await w.draft();
    const live = await w.live();
    const ids = async (state: 'draft' | 'live' | 'closed') =>
      (await listCampaigns(w.deps, w.brand, { state })).data.map((c) => c.id);
    expect(await ids('draft')).toEqual([draft.id]);
    expect(await ids('live')).toEqual([live.id]);
    expect(await ids('closed')).toEqual([]);
  });
});

describe('hostile text', () => {
  test('comes back as it was written', async () => {
    await using w = await makeWorld();
    const brief = '<script>alert(1)</script> \u202Egnp.exe {{7*7}} \'"`$(x)` =HYPERLINK("x") 😀 \u200B end';
    const { id } = await w.draft({ name: '<img src=x onerror=alert(1)>', brief });
    expect(await getCampaign(w.deps, w.brand, { id })).toMatchObject({
      name: '<img src=x onerror=alert(1)>',
      brief,
    });
  });

  test.each([
    ['name', { name: 'a\0b' }],
    ['brief', { brief: 'half \ud83d pair' }],
    ['disclosure', { disclosure: '\0' }],
    ['deliverables', { deliverables: [{ title: 'x\0', format: 'post' as const, dueAt: null }] }],
  ])('in %s that PostgreSQL cannot hold is refused at the form, by its field', (field, more) => {
    const result = NewCampaign.safeParse(campaignOf(more));
    expect(result.error?.issues).toMatchObject([{ message: 'unstorable_text' }]);
    expect(result.error?.issues[0]?.path[0]).toBe(field);
  });

  test('that came in by no form is refused by the database, and said', async () => {
    await using w = await makeWorld();
    await expect(createCampaign(w.deps, w.brand, campaignOf({ brief: 'a\0b' }))).rejects.toEqual(
      coded('db/unstorable_text', 'invalid'),
    );
  });
});

describe('landing pages and fallbacks', () => {
  const bad = [
    'javascript:alert(1)',
    '//evil.example',
    'https://user:pass@shop.example/',
    'https://shop.example/\r\nSet-Cookie: a=b',
    'https://shop.example\\@evil.example/',
    'ftp://shop.example/',
    '',
  ];

  test.each(bad)('%j is refused by the form', async (address) => {
    for (const field of ['landingUrl', 'fallbackUrl']) {
      const input = campaignOf({ [field]: address });
      expect(NewCampaign.safeParse(input).error?.issues).toMatchObject([{ path: [field], message: 'url' }]);
    }
  });

  test('the use-case refuses them too, whichever door they came in by', async () => {
    await using w = await makeWorld();
    for (const field of ['landingUrl', 'fallbackUrl'])
      for (const address of bad) {
        const creating = createCampaign(w.deps, w.brand, campaignOf({ [field]: address }));
        await expect(creating).rejects.toMatchObject({
          code: 'campaigns/bad_web_address',
          kind: 'invalid',
          facts: { field },
        });
      }
  });

  test('are stored normalised', async () => {
    await using w = await makeWorld();
    const given = { landingUrl: 'HTTPS://Shop.Example/精华', fallbackUrl: ' https://shop.example ' };
    expect(await w.draft(NewCampaign.parse(campaignOf(given)))).toMatchObject({
      landingUrl: 'https://shop.example/%E7%B2%BE%E5%8D%8E',
      fallbackUrl: 'https://shop.example/',
    });
  });
});
