import { expect, test } from 'vitest';
import { IPV6_FROM, placeOf } from './address.ts';

test.each([
  ['0.0.0.0', 0],
  ['1.2.3.4', 0x01020304],
  ['255.255.255.255', 2 ** 32 - 1],
  ['::ffff:1.2.3.4', 0x01020304],
  ['::', IPV6_FROM],
  ['::1', IPV6_FROM],
  ['2001:db8::', IPV6_FROM + 0x20010db80000],
  ['2001:db8:1:2::3', IPV6_FROM + 0x20010db80001],
  ['2001:0DB8:0001:0002:0003:0004:0005:0006', IPV6_FROM + 0x20010db80001],
  // The gap is before, within and behind what counts.
  ['::2:3:4:5:6:7:8', IPV6_FROM + 0x000000020003],
  ['2001::3:4:5:6:7:8', IPV6_FROM + 0x200100000003],
  ['1:2:3:4:5:6:7::', IPV6_FROM + 0x000100020003],
  ['fe80::1%eth0', IPV6_FROM + 0xfe8000000000],
])('%s', (address, place) => {
  expect(placeOf(address)).toBe(place);
});

test.each([
  '',
  '1',
  '1.2.3',
  '1.2.3.256',
  '1.2.3.4.5',
  '1..2.3',
  ' 1.2.3.4',
  '1.2.3.4, 5.6.7.8',
  'unknown',
  ':',
  '1:2:3',
  '1::2::3',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  'g::',
  'a.b.c.d',
])('%j is no address', (text) => {
  expect(placeOf(text)).toBe(-1);
});
