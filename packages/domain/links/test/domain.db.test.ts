import { systemScope } from '@kolony/identity';
import { DAY, present } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { getDomain, listLinks, recheckDomains, removeDomain, setDomain, verifyDomain } from '../src/index.ts';
import { openResolver } from '../src/resolver.ts';
import { SetDomain } from '../src/schema.ts';
import { openDns } from './dns.ts';
import { makeWorld } from './world.ts';

const system = systemScope('test');
const host = 'go.huaxi.example';
const name = `_kolony.${host}`;

test('a host is proven by its TXT record, and the brand’s links are shown with it', async () => {
  await using w = await makeWorld();
  await using dns = await openDns();
  const deps = { ...w.deps, lookUpTxt: dns.lookUpTxt };
  const { deal, first } = await w.active();
  const shown = async () => present((await listLinks(deps, w.kol, { dealId: deal.id }))[0], 'link').url;
  const { record } = await setDomain(deps, w.brand, { host });
  expect(record).toEqual({ name, value: expect.stringMatching(/^kolony-verification=[0-9a-f]{32}$/) });
  expect(await verifyDomain(deps, w.brand)).toMatchObject({ found: false, domain: { verifiedAt: null } });
  dns.texts.set(name, ['v=spf1 -all', `${record.value}x`]);
  expect(await verifyDomain(deps, w.brand)).toMatchObject({ found: false });
  expect(await shown()).toBe(first.url);
  const resolver = await openResolver({ databaseUrl: w.databaseUrl });
  try {
    expect(resolver.brandOf(host)).toBeUndefined();
    dns.texts.set(name, ['v=spf1 -all', record.value]);
    expect(await verifyDomain(deps, w.brand)).toMatchObject({
      found: true,
      domain: { verifiedAt: w.clock.now() },
    });
    expect(await shown()).toBe(`https://${host}/${first.slug}`);
    await expect.poll(() => resolver.brandOf(host), { timeout: 1_000 }).toBe(w.brand.brandId);
    await removeDomain(deps, w.brand);
    expect(await shown()).toBe(first.url);
    await expect.poll(() => resolver.brandOf(host), { timeout: 1_000 }).toBeUndefined();
  } finally {
    await resolver.close();
  }
  expect((await w.audited(host)).map(({ action }) => action)).toEqual([
    'domain.entered',
    'domain.verified',
    'domain.removed',
  ]);
});

test('a proven host is nobody else’s; an entry without proof keeps nobody out', async () => {
  await using w = await makeWorld();
  await using dns = await openDns();
  const deps = { ...w.deps, lookUpTxt: dns.lookUpTxt };
  const squatted = await setDomain(deps, w.other, { host });
  const { record } = await setDomain(deps, w.brand, { host });
  dns.texts.set(name, [record.value, squatted.record.value]);
  expect(await verifyDomain(deps, w.brand)).toMatchObject({ found: true });
  await expect(verifyDomain(deps, w.other)).rejects.toMatchObject({ code: 'links/host_taken' });
  await removeDomain(deps, w.other);
  await expect(setDomain(deps, w.other, { host })).rejects.toMatchObject({ code: 'links/host_taken' });
  expect(await getDomain(deps, w.other)).toBeNull();
});

test('the worker proves what is new, waits when DNS is silent, and lets a lost host go after three days', async () => {
  await using w = await makeWorld();
  await using dns = await openDns();
  const deps = { ...w.deps, lookUpTxt: dns.lookUpTxt };
  const { record } = await setDomain(deps, w.brand, { host });
  dns.texts.set(name, [record.value]);
  await recheckDomains(deps, system);
  const proven = await getDomain(deps, w.brand);
  expect(proven?.verifiedAt).toEqual(w.clock.now());
  dns.texts.set(name, null);
  w.clock.move(10 * DAY);
  await recheckDomains(deps, system);
  expect(await getDomain(deps, w.brand)).toEqual(proven);
  dns.texts.delete(name);
  await recheckDomains(deps, system);
  expect(await getDomain(deps, w.brand)).toMatchObject({
    verifiedAt: proven?.verifiedAt,
    missingSince: w.clock.now(),
  });
  w.clock.move(3 * DAY);
  await recheckDomains(deps, system);
  expect(await getDomain(deps, w.brand)).toMatchObject({ verifiedAt: null, missingSince: null });
}, 30_000);

test('a host is a name of two parts or more, without port or path', () => {
  expect(SetDomain.parse({ host: ' https://Go.Shop.Example/ ' })).toEqual({ host: 'go.shop.example' });
  for (const bad of [
    'localhost',
    '127.0.0.1',
    'a b.example',
    'x.example:80',
    'x.example/p',
    '-x.example',
    'é.example',
    `${'a'.repeat(64)}.example`,
  ])
    expect([bad, SetDomain.safeParse({ host: bad }).success]).toEqual([bad, false]);
});
