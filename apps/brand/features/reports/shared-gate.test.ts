import { openBuckets } from '@kolony/kernel/buckets';
import { openShareLimit } from '@kolony/rpc/gate';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { openSharedGate } from './shared-gate.ts';

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
  for (let n = 0; n < 60; n++) expect(open(`/shared/link-${n % 3}`, 'a')).toBeUndefined();
  const refused = open('/shared/other', 'a');
  expect(refused?.status).toBe(429);
  expect(refused?.headers.get('retry-after')).toBe('2');
  expect(await refused?.text()).toContain('操作过于频繁');
  expect(open('/shared/other', 'b')).toBeUndefined();
  pass(2);
  expect(open('/shared/other', 'a')).toBeUndefined();
  expect(open('/shared/other', 'a')?.status).toBe(429);
});

test('one link is opened a hundred and twenty times by whomever, then twice a second', () => {
  const { open, pass } = gate();
  for (let n = 0; n < 120; n++) expect(open('/shared/posted', `address-${n}`)).toBeUndefined();
  const refused = open('/shared/posted', 'another');
  expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([429, '1']);
  expect(open('/shared/quiet', 'another')).toBeUndefined();
  pass(1);
  expect(open('/shared/posted', 'third')).toBeUndefined();
});

test('other pages are not counted', () => {
  const { open } = gate();
  for (let n = 0; n < 200; n++) expect(open('/reports/overview', 'a')).toBeUndefined();
});
