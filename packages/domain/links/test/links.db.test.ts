import { closeCampaign } from '@kolony/campaigns';
import { inTransaction } from '@kolony/db';
import { endDeal, getOffer } from '@kolony/deals';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import {
  createLink,
  listCampaignLinks,
  listLinks,
  qrCode,
  removeQrPicture,
  setLinkState,
  setQrPicture,
  touchedLinks,
} from '../src/index.ts';
import { insertLink } from '../src/insert-link.ts';
import { openResolver } from '../src/resolver.ts';
import { Link, NewLink } from '../src/schema.ts';
import { makeWorld } from './world.ts';

describe('accepting a deal', () => {
  test('gives the KOL a link to the landing page, named after them', async () => {
    await using w = await makeWorld();
    const deal = await w.invite();
    const link = await w.accept(deal);
    expect(link).toEqual({
      id: expect.stringMatching(/^lnk_/),
      dealId: deal.id,
      campaignId: deal.campaign.id,
      kolId: w.kol.kolId,
      slug: expect.stringMatching(/^[2-9bcdfghjkmnpqrstvwxyz]{7}$/),
      url: `https://go.example/${link.slug}`,
      label: 'mei',
      destination: 'https://shop.example/serum?ref=kol',
      utm: {},
      routes: [],
      subIds: [],
      expiresAt: null,
      state: 'active',
      createdAt: w.clock.now(),
    });
    expect(Link.parse(link)).toEqual(link);
    expect(await getOffer(w.deps, w.kol, { id: deal.id })).toMatchObject({
      state: 'active',
      termsVersion: 1,
    });
    expect(await listLinks(w.deps, w.kol, { dealId: deal.id })).toEqual([link]);
    expect(await w.audited(link.id)).toEqual([{ action: 'link.created', actor: w.kol.actor }]);
  });

  test('ten times at once: one deal, one Terms v1, one link', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => w.accept({ id, round: 1 })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refusal = { code: 'deals/illegal_transition', kind: 'conflict' };
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject(refusal);
    expect([await w.db.terms.count(), await w.db.link.count()]).toEqual([1, 1]);
  });

  test('without a link to give is not done at all', async () => {
    await using w = await makeWorld();
    const { id, campaign } = await w.invite();
    // A landing page that came in by no form and no use-case.
    await w.db.campaign.update({ where: { id: campaign.id }, data: { landingUrl: 'javascript:alert(1)' } });
    await expect(w.accept({ id, round: 1 })).rejects.toMatchObject({
      code: 'links/bad_destination',
    });
    expect(await getOffer(w.deps, w.kol, { id })).toMatchObject({ state: 'invited', terms: [] });
    expect(await w.db.link.count()).toBe(0);
  });
});

describe('one more link', () => {
  test('leads to a page of the campaign’s own shop, stored normalised; the landing page when none is said', async () => {
    await using w = await makeWorld();
    const { deal, first } = await w.active();
    const deep = await createLink(w.deps, w.kol, {
      dealId: deal.id,
      label: 'Live 12 Nov',
      destination: 'HTTPS://M.Shop.Example/b/../精华?x=1',
    });
    expect(deep).toMatchObject({
      label: 'Live 12 Nov',
      destination: 'https://m.shop.example/%E7%B2%BE%E5%8D%8E?x=1',
    });
    const plain = await createLink(w.deps, w.kol, { dealId: deal.id, label: '主页 <b>' });
    expect(plain).toMatchObject({ label: '主页 <b>', destination: 'https://shop.example/serum?ref=kol' });
    expect(await listLinks(w.deps, w.kol, { dealId: deal.id })).toEqual(
      expect.arrayContaining([first, deep, plain]),
    );
    expect(new Set([first.slug, deep.slug, plain.slug]).size).toBe(3);
  });

  test('leads nowhere else, and a refused one leaves nothing behind', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    const elsewhere = [
      'https://evil.example/',
      'https://shop.example@evil.example/',
      'https://shop.example/\r\nX: y',
      '//evil',
    ];
    for (const destination of elsewhere) {
      const creating = createLink(w.deps, w.kol, { dealId: deal.id, label: 'x', destination });
      const refusal = {
        code: 'links/bad_destination',
        kind: 'invalid',
        facts: { field: 'destination', host: 'shop.example' },
      };
      await expect(creating).rejects.toMatchObject(refusal);
    }
    expect(await w.db.link.count()).toBe(1);
  });

  test('only on an active deal of a live campaign', async () => {
    await using w = await makeWorld();
    const invited = await w.invite();
    const create = (dealId: string) => createLink(w.deps, w.kol, { dealId, label: 'x' });
    const inactive = (state: string) => ({
      code: 'links/deal_not_active',
      kind: 'conflict',
      facts: { state },
    });
    await expect(create(invited.id)).rejects.toMatchObject(inactive('invited'));
    const { deal: ended } = await w.active();
    await endDeal(w.deps, w.brand, { id: ended.id, reason: 'over' });
    await expect(create(ended.id)).rejects.toMatchObject(inactive('ended'));
    const { deal: closed } = await w.active();
    await closeCampaign(w.deps, w.brand, { id: closed.campaign.id });
    await expect(create(closed.id)).rejects.toMatchObject({
      code: 'links/campaign_not_live',
      facts: { state: 'closed' },
    });
  });

  test('with routes, an end and consent asked for: all of it reaches the tracker, normalised', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    const expiresAt = new Date('2027-01-01T00:00:00.000Z');
    const input = NewLink.parse({
      dealId: deal.id,
      label: 'A/B',
      routes: [
        { name: 'a', destination: 'https://shop.example/a/../b' },
        { name: 'app', destination: 'https://m.shop.example/open', platforms: ['ios'], countries: ['CN'] },
      ],
      expiresAt,
      consentRequired: true,
    });
    const { slug } = await createLink(w.deps, w.kol, input);
    const resolver = await openResolver({ databaseUrl: w.databaseUrl });
    expect(await resolver.resolve(slug)).toMatchObject({
      routes: [
        { name: 'a', destination: 'https://shop.example/b', weight: 1 },
        {
          name: 'app',
          destination: 'https://m.shop.example/open',
          platforms: ['ios'],
          countries: ['CN'],
          weight: 1,
        },
      ],
      expiresAt,
      consentRequired: true,
    });
    await resolver.close();
  });

  test('a route leads nowhere a link may not, and none is there twice', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    const routes = [{ name: 'a', destination: 'https://evil.example/', weight: 1 }];
    await expect(createLink(w.deps, w.kol, { dealId: deal.id, label: 'x', routes })).rejects.toMatchObject({
      code: 'links/bad_destination',
    });
    const twice = { dealId: 'd', label: 'x', routes: [...routes, ...routes] };
    expect(NewLink.safeParse(twice).error?.issues[0]?.message).toBe('route_twice');
    for (const wrong of [
      { name: 'A b' },
      { weight: 0 },
      { countries: ['cn'] },
      { destination: 'javascript:alert(1)' },
    ])
      expect(NewLink.safeParse({ ...twice, routes: [{ ...routes[0], ...wrong }] }).success).toBe(false);
  });

  test('up to 200 of a deal, also when the last are made at once', async () => {
    await using w = await makeWorld();
    const { deal, first } = await w.active();
    const row = await w.db.link.findUniqueOrThrow({ where: { id: first.id }, omit: { no: true } });
    await w.db.link.createMany({
      data: Array.from({ length: 196 }, (_, i) => ({ ...row, routes: [], id: `lnk_${i}`, slug: `slug${i}` })),
    });
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => createLink(w.deps, w.kol, { dealId: deal.id, label: `${i}` })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    const refusal = { code: 'links/too_many', kind: 'conflict', facts: { limit: 200 } };
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject(refusal);
    expect(await w.db.link.count()).toBe(200);
  });

  test('with a label PostgreSQL cannot hold is refused at the form', () => {
    const result = NewLink.safeParse({ dealId: 'd', label: 'a\0' });
    expect(result.error?.issues).toMatchObject([{ path: ['label'], message: 'unstorable_text' }]);
  });
});

describe('a slug that is taken', () => {
  const draws =
    (...slugs: string[]) =>
    () =>
      slugs.shift() ?? 'none';

  test('is drawn again, within the same transaction', async () => {
    await using w = await makeWorld();
    const { deal, first } = await w.active();
    const draw = draws(first.slug, first.slug, 'fresh22');
    const link = await inTransaction(w.db, (tx) =>
      insertLink(tx, w.kol, {
        deps: w.deps,
        deal,
        label: 'x',
        target: { destination: first.destination },
        draw,
      }),
    );
    expect(link.slug).toBe('fresh22');
    expect(await listLinks(w.deps, w.kol, { dealId: deal.id })).toHaveLength(2);
    expect(await w.audited(link.id)).toHaveLength(1);
  });

  test('again and again is a defect, and ends', async () => {
    await using w = await makeWorld();
    const { deal, first } = await w.active();
    const of = {
      deps: w.deps,
      deal,
      label: 'x',
      target: { destination: first.destination },
      draw: () => first.slug,
    };
    const failing = inTransaction(w.db, (tx) => insertLink(tx, w.kol, of));
    await expect(failing).rejects.toMatchObject({ code: 'links/no_free_slug', kind: 'internal' });
  });

  test('by two at once goes to one of them, and the other draws again', async () => {
    await using w = await makeWorld();
    const { deal, first } = await w.active();
    const one = { deps: w.deps, deal, label: 'x', target: { destination: first.destination } };
    const made = await Promise.all(
      ['first22', 'second2'].map((second) =>
        inTransaction(w.db, (tx) => insertLink(tx, w.kol, { ...one, draw: draws('same222', second) })),
      ),
    );
    expect(made.filter((link) => link.slug === 'same222')).toHaveLength(1);
  });
});

describe('pausing', () => {
  test('and taking up again, each audited once; as it is already is nothing', async () => {
    await using w = await makeWorld();
    const { first } = await w.active();
    const set = (state: Link['state']) => setLinkState(w.deps, w.kol, { id: first.id, state });
    expect(await set('active')).toEqual(first);
    expect(await set('paused')).toEqual({ ...first, state: 'paused' });
    expect(await set('paused')).toEqual({ ...first, state: 'paused' });
    expect(await set('active')).toEqual(first);
    const actions = (await w.audited(first.id)).map((event) => event.action);
    expect(actions).toEqual(['link.created', 'link.paused', 'link.active']);
  });

  test('is told to the trackers: the slug for a link, the campaign for a deal or campaign', async () => {
    await using w = await makeWorld();
    const { deal, first } = await w.active();
    const listener = new Client({ connectionString: w.databaseUrl });
    await listener.connect();
    try {
      const heard: (string | undefined)[] = [];
      listener.on('notification', ({ payload }) => heard.push(payload));
      await listener.query('LISTEN link_changed');
      await setLinkState(w.deps, w.kol, { id: first.id, state: 'paused' });
      await endDeal(w.deps, w.brand, { id: deal.id, reason: 'over' });
      await closeCampaign(w.deps, w.brand, { id: deal.campaign.id });
      await expect
        .poll(async () => (await listener.query('SELECT 1')) && heard)
        .toEqual([first.slug, `campaign:${deal.campaign.id}`, `campaign:${deal.campaign.id}`]);
    } finally {
      await listener.end();
    }
  });
});

test('the QR code holds the link as a scan, as one inert SVG, with an initial in its middle if asked for', async () => {
  await using w = await makeWorld();
  const { first } = await w.active();
  const { svg, url } = await qrCode(w.deps, w.kol, { id: first.id });
  expect(url).toBe(`${first.url}/q`);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*<\/svg>\s*$/s);
  expect(svg).not.toMatch(/<script|href|on\w+=/i);
  const marked = await qrCode(w.deps, w.brand, { id: first.id, logo: 'kol' });
  expect(marked.svg).toMatch(/<text[^>]*>M<\/text><\/svg>\s*$/);
  await w.db.kol.update({ where: { id: w.kol.kolId }, data: { displayName: '<script>' } });
  expect((await qrCode(w.deps, w.kol, { id: first.id, logo: 'kol' })).svg).not.toMatch(/<script|><</);
  // Another link has another code.
  const { deal } = await w.active();
  const other = (await listLinks(w.deps, w.kol, { dealId: deal.id }))[0];
  expect((await qrCode(w.deps, w.kol, { id: other?.id ?? '' })).svg).not.toBe(svg);
});

test('each side has a picture of its own for the middle of all codes; the other side of a deal may use it', async () => {
  await using w = await makeWorld();
  const { first } = await w.active();
  const draw = async (scope: typeof w.brand | typeof w.kol, logo: 'kol' | 'brand' | 'none') =>
    qrCode(w.deps, scope, { id: first.id, logo });
  // 32 × 32 pixels; the second differs in its last byte.
  const image =
    'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgAQAAAABbAUdZAAAAEElEQVR4nGP4z/CfgWHwEgANrD/BE5ya4gAAAABJRU5ErkJggg==';
  const another = Buffer.concat([Buffer.from(image, 'base64'), Buffer.from([1])]).toString('base64');
  await setQrPicture(w.deps, w.kol, { image });
  await setQrPicture(w.deps, w.otherKol, { image: another });
  await setQrPicture(w.deps, w.other, { image: another });
  for (const scope of [w.kol, w.brand]) {
    const { svg, pictures } = await draw(scope, 'kol');
    expect(svg).toContain(`href="data:image/png;base64,${image}"`);
    expect(svg).not.toContain('<text');
    expect(pictures).toEqual({ kol: true, brand: false });
    expect((await draw(scope, 'none')).svg).not.toContain('<image');
  }
  // The brand has none yet: its initial, and nobody else's picture.
  expect((await draw(w.kol, 'brand')).svg).toMatch(/<text[^>]*>.<\/text>/u);
  await setQrPicture(w.deps, w.brand, { image: another });
  expect((await draw(w.kol, 'brand')).svg).toContain(another);
  await setQrPicture(w.deps, w.kol, { image: another });
  expect((await draw(w.brand, 'kol')).svg).toContain(another);

  for (const [bad, code] of [
    [Buffer.from('<svg onload="x()"/>').toString('base64'), 'links/picture_type'],
    [Buffer.alloc(256 * 1024 + 1).toString('base64'), 'links/picture_too_large'],
  ] as const)
    await expect(setQrPicture(w.deps, w.kol, { image: bad })).rejects.toMatchObject({
      code,
      kind: 'invalid',
    });
  expect((await draw(w.kol, 'kol')).svg).toContain(another);
  await expect(
    w.db.qrPicture.update({
      where: { id: w.kol.kolId },
      data: { image: new Uint8Array(Buffer.from('<svg/>')) },
    }),
  ).rejects.toThrow('qr_pictures_image');
  await expect(
    w.db.qrPicture.update({ where: { id: w.kol.kolId }, data: { brandId: w.brand.brandId, kolId: null } }),
  ).rejects.toThrow();

  await removeQrPicture(w.deps, w.kol);
  await removeQrPicture(w.deps, w.kol);
  expect(await draw(w.kol, 'kol')).toMatchObject({ pictures: { kol: false, brand: true } });
  expect(await w.db.qrPicture.count()).toBe(3);
  expect(
    (await w.audited(w.kol.kolId)).filter(({ action }) => action.startsWith('qr_picture')),
  ).toMatchObject([
    { action: 'qr_picture.set' },
    { action: 'qr_picture.set' },
    { action: 'qr_picture.removed' },
  ]);
});

test('somebody else’s links are not there', async () => {
  await using w = await makeWorld();
  const { deal, first } = await w.active();
  const notThere = { code: 'links/link_not_found', kind: 'not_found' };
  await expect(qrCode(w.deps, w.otherKol, { id: first.id })).rejects.toMatchObject(notThere);
  await expect(setLinkState(w.deps, w.otherKol, { id: first.id, state: 'paused' })).rejects.toMatchObject(
    notThere,
  );
  const ofDeal = { code: 'deals/deal_not_found', kind: 'not_found' };
  await expect(createLink(w.deps, w.otherKol, { dealId: deal.id, label: 'x' })).rejects.toMatchObject(ofDeal);
  const offer = await w.invite();
  await expect(w.accept(offer, w.otherKol)).rejects.toMatchObject(ofDeal);
  expect(await listLinks(w.deps, w.otherKol, { dealId: deal.id })).toEqual([]);
  expect(await listCampaignLinks(w.deps, w.other, { campaignId: deal.campaign.id })).toEqual([]);
  expect(await listCampaignLinks(w.deps, w.brand, { campaignId: deal.campaign.id })).toEqual([first]);
});

test('a click token’s link numbers are resolved for their brand only', async () => {
  await using w = await makeWorld();
  const { deal, first } = await w.active();
  const row = await w.db.link.findUniqueOrThrow({ where: { id: first.id }, include: { deal: true } });
  const [linkNo, dealNo] = [Number(row.no), Number(row.deal.no)];
  const touched = {
    linkId: first.id,
    linkNo,
    dealId: deal.id,
    dealNo,
    kolId: w.kol.kolId,
    campaignId: deal.campaign.id,
  };
  const ask = (scope: typeof w.brand) =>
    inTransaction(w.db, (tx) => touchedLinks(tx, scope, [linkNo, linkNo + 1_000_000]));
  expect(await ask(w.brand)).toEqual([touched]);
  expect(await ask(w.other)).toEqual([]);
});
