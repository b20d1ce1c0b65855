import { openBuckets } from '@kolony/kernel/buckets';
import { openShareLimit } from '@kolony/rpc/gate';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { openSharedGate } from './shared-gate.ts';

/** A page of the length that tokens have. */
const page = (name: string) => `/shared/${name.padEnd(43, '_')}`;

function gate() {
  let now = 0;
  const open = openSharedGate(openShareLimit(openBuckets(() => now)));
  return {
    open: (path: string, address: string) =>
      open(
        new NextRequest(`http://app.example${path}`, {
          headers: { 'x-forwarded-for': `1.1.1.1, ${address}` },
        }),
      ),
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
}

test('one address opens sixty, then one every two seconds, and is told when', async () => {
  const { open, pass } = gate();
  for (let n = 0; n < 60; n++) expect(open(page(`link-${n % 3}`), 'a')).toBeUndefined();
  const refused = open(page('other'), 'a');
  expect(refused?.status).toBe(429);
  expect(refused?.headers.get('retry-after')).toBe('2');
  expect(await refused?.text()).toContain('操作过于频繁');
  expect(open(page('other'), 'b')).toBeUndefined();
  pass(2);
  expect(open(page('other'), 'a')).toBeUndefined();
  expect(open(page('other'), 'a')?.status).toBe(429);
});

test('one link is opened a hundred and twenty times by whomever, then twice a second', () => {
  const { open, pass } = gate();
  for (let n = 0; n < 120; n++) expect(open(page('posted'), `address-${n}`)).toBeUndefined();
  const refused = open(page('posted'), 'another');
  expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([429, '1']);
  expect(open(page('quiet'), 'another')).toBeUndefined();
  pass(1);
  expect(open(page('posted'), 'third')).toBeUndefined();
});

test('a whole IPv6 network is one address', () => {
  const { open } = gate();
  for (let n = 0; n < 60; n++) expect(open(page('link'), `2001:db8:1:2::${n}`)).toBeUndefined();
  expect(open(page('link'), '2001:db8:1:2:ffff::1')?.status).toBe(429);
  expect(open(page('link'), '2001:db8:1:3::1')).toBeUndefined();
});

test.each(['/reports/overview', '/shared/short', `${page('long')}r`, `/shared/${'long'.repeat(2_000)}`])(
  'what cannot be a link is not counted: %.40s',
  (path) => {
    const { open } = gate();
    for (let n = 0; n < 200; n++) expect(open(path, 'a')).toBeUndefined();
  },
);
