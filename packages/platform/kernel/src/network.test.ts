import { expect, test } from 'vitest';
import { networkOf } from './network.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::FFFF:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  [
    'not an address, and far longer than any address could ever be: the key stays short',
    'not an address, and far longer than any address could ever be: t',
  ],
])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));
