import { connect, createServer, type Socket } from 'node:net';
import { closeCampaign } from '@kolony/campaigns';
import { endDeal } from '@kolony/deals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLinkState } from '../src/index.ts';
import { openResolver, type Resolver } from '../src/resolver.ts';
import { makeWorld } from './world.ts';

let w: Awaited<ReturnType<typeof makeWorld>>;
let resolver: Resolver;
beforeEach(async () => {
  w = await makeWorld();
  resolver = await openResolver({ databaseUrl: w.databaseUrl });
});
afterEach(async () => {
  await resolver.close();
  await w[Symbol.asyncDispose]();
});

/** A change is for the next visitor, not for the one after the cache expires. */
const WITHIN = { timeout: 1_000, interval: 20 };
const resolve = async (slug: string) => resolver.resolve(slug);

/** A connection to PostgreSQL that can fall silent without being closed, as a lost network does. */
async function wireTo(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let frozen = false;
  // Half open: a frozen side does not answer even an end.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => frozen || to.write(bytes));
      from.on('close', () => frozen || to.destroy());
      from.on('error', () => undefined);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url: url.href,
    freeze() {
      frozen = true;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Ends every connection to the test's database but this one, as a restart would. */
const cut = () =>
  w.db.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = ''`.catch(
    () => undefined,
  );

describe('a slug', () => {
  test('is resolved to all that a redirect and a click token need', async () => {
    const { deal, first } = await w.active({ fallbackUrl: 'https://shop.example/over' });
    const row = await w.db.link.findUniqueOrThrow({ where: { id: first.id }, include: { deal: true } });
    expect(await resolve(first.slug)).toEqual({
      id: first.id,
      no: Number(row.no),
      dealNo: Number(row.deal.no),
      slug: first.slug,
      brandId: w.brand.brandId,
      campaignId: deal.campaign.id,
      dealId: deal.id,
      kolId: w.kol.kolId,
      destination: 'https://shop.example/serum?ref=kol',
      routes: [],
      fallbackUrl: 'https://shop.example/over',
      state: 'active',
      dealState: 'active',
      campaignState: 'live',
      budgetSpent: false,
      expiresAt: null,
      consentRequired: false,
      subIds: [],
    });
  });

  test.each(['', 'nothing', "' OR 1=1 --", '%', '../..', '中文'])('%j is nobody’s', async (slug) => {
    await w.active();
    expect(await resolve(slug)).toBeNull();
  });

  test('that PostgreSQL cannot even be asked for, or that is longer than any, is nobody’s and not remembered', async () => {
    expect(await resolve('a\0b')).toBeNull();
    expect(await resolve('a'.repeat(10_000))).toBeNull();
    expect(resolver.size()).toBe(0);
  });

  test('that is known is answered from memory, at once', async () => {
    const { first } = await w.active();
    await resolve(first.slug);
    // Not before the notification of its own making is through.
    await expect.poll(() => resolver.resolve(first.slug) instanceof Promise, WITHIN).toBe(false);
    expect(resolver.resolve(first.slug)).toMatchObject({ id: first.id });
  });

  test('asked for a thousand times at once is asked of PostgreSQL once', async () => {
    const { first } = await w.active();
    const asked = Array.from({ length: 1_000 }, () => resolver.resolve(first.slug));
    expect(new Set(asked).size).toBe(1);
    expect((await Promise.all(asked)).every((link) => link?.id === first.id)).toBe(true);
  });

  test('made after somebody asked for it is found soon', async () => {
    const { deal, first } = await w.active();
    expect(await resolve('newslug')).toBeNull();
    await w.db.link.create({
      data: {
        ...(await w.db.link.findUniqueOrThrow({ where: { id: first.id }, omit: { no: true } })),
        routes: [],
        id: 'lnk_new',
        slug: 'newslug',
      },
    });
    await expect.poll(() => resolve('newslug'), WITHIN).toMatchObject({ dealId: deal.id });
  });

  test('memory is bounded: who was asked for longest ago is asked for again', async () => {
    await resolver.close();
    resolver = await openResolver({ databaseUrl: w.databaseUrl, max: 10 });
    for (let i = 0; i < 50; i++) await resolve(`guess-${i}`);
    expect(resolver.size()).toBe(10);
  });

  test('guesses do not push a known link out, and too many at once are unavailable', async () => {
    await resolver.close();
    resolver = await openResolver({ databaseUrl: w.databaseUrl, max: 10 });
    const { first } = await w.active();
    await expect.poll(() => resolver.resolve(first.slug) instanceof Promise, WITHIN).toBe(false);
    for (let i = 0; i < 50; i++) await resolve(`guess-${i}`);
    expect(resolver.resolve(first.slug)).toMatchObject({ id: first.id });
    const asked = await Promise.allSettled(Array.from({ length: 1_200 }, (_, n) => resolve(`many-${n}`)));
    // A thousand are asked for; a busy machine may not answer all of those in time either.
    expect(asked.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(200);
    expect(resolver.resolve(first.slug)).toMatchObject({ id: first.id });
  });
});

describe('within a second is seen', () => {
  test('that a link was paused, and taken up again', async () => {
    const { first } = await w.active();
    expect(await resolve(first.slug)).toMatchObject({ state: 'active' });
    await setLinkState(w.deps, w.kol, { id: first.id, state: 'paused' });
    await expect.poll(() => resolve(first.slug), WITHIN).toMatchObject({ state: 'paused' });
    await setLinkState(w.deps, w.kol, { id: first.id, state: 'active' });
    await expect.poll(() => resolve(first.slug), WITHIN).toMatchObject({ state: 'active' });
  });

  test('that a deal was ended, and that a campaign was closed', async () => {
    const { deal, first } = await w.active();
    const other = await w.active();
    await Promise.all([resolve(first.slug), resolve(other.first.slug)]);
    await endDeal(w.deps, w.brand, { id: deal.id, reason: 'over' });
    await expect.poll(() => resolve(first.slug), WITHIN).toMatchObject({ dealState: 'ended' });
    await closeCampaign(w.deps, w.brand, { id: other.deal.campaign.id });
    await expect.poll(() => resolve(other.first.slug), WITHIN).toMatchObject({ campaignState: 'closed' });
  });

  test('without being told, after ten to twenty minutes; not told because nothing is heard, after one', async () => {
    const { first } = await w.active();
    const known = (afterSeconds: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + afterSeconds * 1_000 });
      const answer = resolver.resolve(first.slug);
      vi.useRealTimers();
      return !(answer instanceof Promise);
    };
    // What was told of its beginnings is still on its way.
    await expect.poll(() => known(0), WITHIN).toBe(true);
    expect([599, 1_201].map(known)).toEqual([true, false]);
    await expect.poll(() => known(0), WITHIN).toBe(true);
    await cut();
    await expect.poll(() => resolver.listening(), { ...WITHIN, interval: 2 }).toBe(false);
    expect([59, 61].map(known)).toEqual([true, false]);
  });

  test('by every tracker there is', async () => {
    const second = await openResolver({ databaseUrl: w.databaseUrl });
    try {
      const { first } = await w.active();
      await Promise.all([resolve(first.slug), second.resolve(first.slug)]);
      await setLinkState(w.deps, w.kol, { id: first.id, state: 'paused' });
      await expect.poll(() => resolve(first.slug), WITHIN).toMatchObject({ state: 'paused' });
      await expect.poll(async () => second.resolve(first.slug), WITHIN).toMatchObject({ state: 'paused' });
    } finally {
      await second.close();
    }
  });
});

describe('when PostgreSQL goes away', () => {
  test('what is known goes on being resolved, and what was missed meanwhile is seen after it is back', async () => {
    const { first } = await w.active();
    await resolve(first.slug);
    await cut();
    await expect.poll(() => resolver.listening(), WITHIN).toBe(false);
    expect(await resolve(first.slug)).toMatchObject({ state: 'active' });
    await expect
      .poll(() => setLinkState(w.deps, w.kol, { id: first.id, state: 'paused' }).catch(() => null))
      .toMatchObject({ state: 'paused' });
    await expect.poll(() => resolve(first.slug), { timeout: 3_000 }).toMatchObject({ state: 'paused' });
    expect(resolver.listening()).toBe(true);
  });

  test('what is not known is unavailable, not gone', async () => {
    const away = await openResolver({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing' });
    try {
      expect(away.listening()).toBe(false);
      await expect(async () => away.resolve('anything')).rejects.toMatchObject({
        code: 'links/unresolvable',
        kind: 'unavailable',
      });
      expect(away.size()).toBe(0);
    } finally {
      await away.close();
    }
  });

  test('what had changed before it went is answered as it was known', async () => {
    const { first } = await w.active();
    await using wire = await wireTo(w.databaseUrl);
    const far = await openResolver({ databaseUrl: wire.url });
    await expect.poll(() => far.resolve(first.slug) instanceof Promise, WITHIN).toBe(false);
    await setLinkState(w.deps, w.kol, { id: first.id, state: 'paused' });
    await expect
      .poll(() => far.resolve(first.slug) instanceof Promise, { ...WITHIN, interval: 1 })
      .toBe(true);
    wire.freeze();
    expect(await far.resolve(first.slug)).toMatchObject({ id: first.id });
    await far.close();
  });

  test('without a word, nobody waits long for it: what is known is answered, what is not is unavailable', async () => {
    const { first } = await w.active();
    await using wire = await wireTo(w.databaseUrl);
    const far = await openResolver({ databaseUrl: wire.url });
    try {
      expect(await far.resolve(first.slug)).toMatchObject({ id: first.id });
      expect(await far.resolve('nothing')).toBeNull();
      wire.freeze();
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
      const began = performance.now();
      expect(await far.resolve(first.slug)).toMatchObject({ id: first.id });
      expect(performance.now() - began).toBeLessThan(3_000);
      // Once it did not answer, it is not asked again for every visitor.
      expect(far.resolve(first.slug)).toMatchObject({ id: first.id });
      await expect(async () => far.resolve('other')).rejects.toMatchObject({ code: 'links/unresolvable' });
    } finally {
      vi.useRealTimers();
      // Nor does whoever ends it wait for a farewell.
      const ending = performance.now();
      await far.close();
      expect(performance.now() - ending).toBeLessThan(2_000);
    }
  });

  test('it is not besieged: one attempt at a time to listen again', async () => {
    let attempts = 0;
    const server = createServer((socket) => {
      attempts += 1;
      socket.destroy();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const waiting = await openResolver({ databaseUrl: `postgresql://nobody@127.0.0.1:${port}/nothing` });
    try {
      await new Promise((done) => setTimeout(done, 3_200));
      // At once, then every half second.
      expect(attempts).toBeGreaterThan(3);
      expect(attempts).toBeLessThan(9);
    } finally {
      await waiting.close();
      server.close();
    }
  });
});
