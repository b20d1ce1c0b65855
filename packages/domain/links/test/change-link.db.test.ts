import { endDeal } from '@kolony/deals';
import { after, DAY } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { changeLink, createLink, listLinks } from '../src/index.ts';
import { makeWorld } from './world.ts';

const ROUTE = { name: 'b', destination: 'https://shop.example/b', weight: 1 };

test('UTM, sub-ids, expiry and routes are set, read back and taken away again; the address stays', async () => {
  await using w = await makeWorld();
  const { deal } = await w.active();
  const expiresAt = after(w.clock.now(), DAY);
  const link = await createLink(w.deps, w.kol, {
    dealId: deal.id,
    label: 'Live 12 Nov',
    utm: { source: 'douyin', campaign: '双 11' },
    subIds: ['live', 'nov-12'],
    routes: [ROUTE],
    expiresAt,
  });
  const tagged = 'utm_source=douyin&utm_campaign=%E5%8F%8C+11';
  expect(link).toMatchObject({
    destination: `https://shop.example/serum?ref=kol&${tagged}`,
    utm: { source: 'douyin', campaign: '双 11' },
    subIds: ['live', 'nov-12'],
    routes: [{ ...ROUTE, destination: `https://shop.example/b?${tagged}` }],
    expiresAt,
  });
  // The brand may too.
  const changed = await changeLink(w.deps, w.brand, {
    id: link.id,
    label: 'Later',
    utm: { source: 'weibo' },
  });
  expect(changed).toEqual({
    ...link,
    label: 'Later',
    destination: 'https://shop.example/serum?ref=kol&utm_source=weibo',
    utm: { source: 'weibo' },
    subIds: [],
    routes: [],
    expiresAt: null,
  });
  expect(await w.audited(link.id)).toEqual([
    { action: 'link.created', actor: w.kol.actor },
    { action: 'link.changed', actor: w.brand.actor },
  ]);
});

test('what may not be changes nothing: another host, another’s link, an ended deal', async () => {
  await using w = await makeWorld();
  const { deal, first } = await w.active();
  const away = { ...ROUTE, destination: 'https://evil.example/' };
  await expect(
    changeLink(w.deps, w.kol, { id: first.id, label: 'x', routes: [ROUTE, away] }),
  ).rejects.toMatchObject({ code: 'links/bad_destination', facts: { field: 'routes.1.destination' } });
  for (const scope of [w.otherKol, w.other])
    await expect(changeLink(w.deps, scope, { id: first.id, label: 'x' })).rejects.toMatchObject({
      code: 'links/link_not_found',
    });
  await expect(createLink(w.deps, w.other, { dealId: deal.id, label: 'x' })).rejects.toMatchObject({
    code: 'deals/deal_not_found',
  });
  await endDeal(w.deps, w.brand, { id: deal.id, reason: 'Over' });
  await expect(changeLink(w.deps, w.kol, { id: first.id, label: 'x' })).rejects.toMatchObject({
    code: 'links/deal_not_active',
  });
  expect(await listLinks(w.deps, w.kol, { dealId: deal.id })).toEqual([first]);
});
