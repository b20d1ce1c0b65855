import { present } from '@kolony/kernel';
import { expect, test } from 'vitest';
import {
  addChannel,
  findKols,
  openBrandSession,
  openKolSession,
  signUpBrand,
  signUpKol,
} from '../src/index.ts';
import { brandOf, channelOf, kolOf, makeWorld } from './world.ts';

/** Five KOLs with a channel each, and the scope of a brand that looks for them. */
async function directory() {
  const w = await makeWorld();
  const scopes = [];
  for (const [handle, displayName, niche] of [
    ['ada_cooks', 'Ada 100%', 'cooking'],
    ['bo_runs', 'Bo', 'running'],
    ['chen_xi', '晨曦', '跑步 running'],
    ['dee', 'Dee_Dee', 'beauty'],
    ['eva', 'Eva \\ Q', 'Beauty'],
  ] as const) {
    const { token } = await signUpKol(w.deps, kolOf({ email: `${handle}@kol.example`, handle, displayName }));
    const { scope } = present(await openKolSession(w.deps, token), 'session');
    await addChannel(w.deps, scope, channelOf({ handle, niche }));
    scopes.push(scope);
  }
  const { token } = await signUpBrand(w.deps, brandOf());
  const { scope: brand } = present(await openBrandSession(w.deps, token), 'session');
  const found = async (search: string) =>
    (await findKols(w.deps, brand, { search })).data.map((kol) => kol.handle);
  return Object.assign(w, { brand, kol: present(scopes[0], 'scope'), found });
}

test('KOLs are found by handle, name and niche, in any case; wildcards are letters like any other', async () => {
  await using w = await directory();
  expect(await w.found('RUN')).toEqual(['bo_runs', 'chen_xi']);
  expect(await w.found('晨')).toEqual(['chen_xi']);
  expect(await w.found('beauty')).toEqual(['dee', 'eva']);
  expect(await w.found('%')).toEqual(['ada_cooks']);
  expect(await w.found('_dee')).toEqual(['dee']);
  expect(await w.found('\\')).toEqual(['eva']);
  expect(await w.found("'; DROP TABLE kols; --")).toEqual([]);
  expect(await w.found('')).toHaveLength(5);
});

test('pages follow each other without gap or repetition', async () => {
  await using w = await directory();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await findKols(w.deps, w.brand, { limit: 2, cursor });
    expect(page.data.length).toBeLessThanOrEqual(2);
    seen.push(...page.data.map((kol) => kol.handle));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['ada_cooks', 'bo_runs', 'chen_xi', 'dee', 'eva']);
});

test('a brand sees of a KOL what is public and nothing else', async () => {
  await using w = await directory();
  const { data } = await findKols(w.deps, w.brand, { search: 'bo_runs' });
  expect(data).toEqual([
    {
      id: expect.stringMatching(/^kol_/),
      handle: 'bo_runs',
      displayName: 'Bo',
      bio: '',
      channels: [
        { id: expect.stringMatching(/^chn_/), ...channelOf({ handle: 'bo_runs', niche: 'running' }) },
      ],
    },
  ]);
});

test('a platform account belongs to one KOL, also when two claim it at once', async () => {
  await using w = await directory();
  const claim = () => addChannel(w.deps, w.kol, channelOf({ platform: 'tiktok', handle: 'ada' }));
  const results = await Promise.allSettled([claim(), claim(), claim()]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({ code: 'identity/channel_taken', facts: { field: 'handle' } });
  expect(await w.db.auditEvent.count({ where: { action: 'channel.added', kolId: w.kol.kolId } })).toBe(2);
});

test('a field that is not asked for changes nothing', async () => {
  await using w = await directory();
  const smuggled = { ...channelOf({ platform: 'weibo' }), kolId: 'kol_other', id: 'chn_mine' };
  const channel = await addChannel(w.deps, w.kol, smuggled);
  expect(channel.id).not.toBe('chn_mine');
  expect(await w.db.channel.findUnique({ where: { id: channel.id } })).toMatchObject({ kolId: w.kol.kolId });
});
