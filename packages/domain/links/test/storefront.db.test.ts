import { closeCampaign } from '@kolony/campaigns';
import { expect, test } from 'vitest';
import {
  deleteBundle,
  getStorefront,
  listStorefronts,
  readBundle,
  readStorefront,
  saveBundle,
  setLinkState,
  setStorefront,
} from '../src/index.ts';
import { makeWorld } from './world.ts';

const page = (title: string, linkIds: string[]) => ({
  title,
  onStorefront: true,
  published: true,
  items: linkIds.map((linkId) => ({ linkId, title: `Buy ${linkId.slice(-4)}` })),
});

test('a published storefront shows its sections in order, each line labelled and through the tracker', async () => {
  await using w = await makeWorld();
  const [one, two] = [await w.active({ name: 'Serum' }), await w.active({ name: 'Tea', disclosure: '#ad' })];
  const first = await saveBundle(w.deps, w.kol, page('Morning', [two.first.id, one.first.id]));
  const second = await saveBundle(w.deps, w.kol, page('Evening', [one.first.id]));
  expect(await readStorefront(w.deps, { handle: 'mei' })).toBeNull();
  await setStorefront(w.deps, w.kol, { bio: 'Skin', published: true, order: [second.id, first.id] });
  const shown = await readStorefront(w.deps, { handle: 'MEI' });
  expect(shown).toMatchObject({ handle: 'mei', bio: 'Skin' });
  expect(shown?.sections.map(({ title, items }) => [title, items])).toEqual([
    ['Evening', [expect.objectContaining({ url: `${one.first.url}/s`, disclosure: '广告', brand: 'huaxi' })]],
    [
      'Morning',
      [
        expect.objectContaining({ url: `${two.first.url}/s`, disclosure: '#ad' }),
        expect.objectContaining({ url: `${one.first.url}/s` }),
      ],
    ],
  ]);
  expect(await listStorefronts(w.deps)).toEqual([{ handle: 'mei', updatedAt: w.clock.now() }]);
});

test('what leads nowhere is not shown, and the KOL sees which', async () => {
  await using w = await makeWorld();
  const [one, two] = [await w.active(), await w.active()];
  const bundle = await saveBundle(w.deps, w.kol, page('All', [one.first.id, two.first.id]));
  await setStorefront(w.deps, w.kol, { published: true });
  await setLinkState(w.deps, w.kol, { id: one.first.id, state: 'paused' });
  expect((await readBundle(w.deps, { slug: bundle.slug }))?.items.map(({ url }) => url)).toEqual([
    `${two.first.url}/b`,
  ]);
  expect((await getStorefront(w.deps, w.kol)).bundles[0]?.items.map(({ live }) => live)).toEqual([
    false,
    true,
  ]);
  await closeCampaign(w.deps, w.brand, { id: two.deal.campaign.id });
  expect((await readStorefront(w.deps, { handle: 'mei' }))?.sections).toEqual([]);
});

test('a bundle holds the KOL’s own links only, in code and in the database', async () => {
  await using w = await makeWorld();
  const { first } = await w.active();
  const theirs = await w.accept(await w.invite({}, w.otherKol), w.otherKol);
  await expect(saveBundle(w.deps, w.kol, page('Mixed', [first.id, theirs.id]))).rejects.toMatchObject({
    code: 'links/link_not_found',
    facts: { id: theirs.id },
  });
  expect(await w.db.bundle.count()).toBe(0);
  const { id, slug } = await saveBundle(w.deps, w.kol, page('Own', [first.id]));
  const stolen = { bundleId: id, linkId: theirs.id, kolId: w.kol.kolId, title: 'x', position: 1 };
  await expect(w.db.bundleItem.create({ data: stolen })).rejects.toThrow();
  const notThere = { code: 'links/bundle_not_found' };
  const taken = { ...page('Mine', [theirs.id]), id };
  await expect(saveBundle(w.deps, w.otherKol, taken)).rejects.toMatchObject(notThere);
  await expect(deleteBundle(w.deps, w.otherKol, { id })).rejects.toMatchObject(notThere);
  await saveBundle(w.deps, w.kol, { ...page('Hidden', [first.id]), id, published: false });
  expect(await readBundle(w.deps, { slug })).toBeNull();
  await deleteBundle(w.deps, w.kol, { id });
  expect(await w.db.bundleItem.count()).toBe(0);
});
