import { expect, test } from 'vitest';
import { getSiteOrigins, openBrandSession, setSiteOrigins, signUpBrand } from '../src/index.ts';
import { brandOf, makeWorld } from './world.ts';

test('are none at first, then what was set, each once; another brand keeps its own, and the log says who', async () => {
  await using w = await makeWorld();
  const scopeOf = async (email: string) => {
    const session = await openBrandSession(w.deps, (await signUpBrand(w.deps, brandOf({ email }))).token);
    if (!session) throw new Error('no session');
    return session.scope;
  };
  const [ours, theirs] = [await scopeOf('ours@x.example'), await scopeOf('theirs@x.example')];
  expect(await getSiteOrigins(w.deps, ours)).toEqual({ origins: [] });
  const origins = ['https://shop.example', 'https://pay.shop.example'];
  await setSiteOrigins(w.deps, ours, { origins: [...origins, ...origins] });
  expect(await getSiteOrigins(w.deps, ours)).toEqual({ origins });
  expect(await getSiteOrigins(w.deps, theirs)).toEqual({ origins: [] });
  expect(await w.db.auditEvent.findMany({ where: { action: 'brand.site_origins_set' } })).toMatchObject([
    { brandId: ours.brandId, actor: ours.actor, facts: { origins: origins.join(' ') } },
  ]);
});
