import { isKolonyError } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { checkUrl, destinationOf } from './destination.ts';
import { type Resolve, webhookSettings } from './settings.ts';

const settingsOf = (allowLoopback: boolean, resolve: Resolve = async () => []) => ({
  ...webhookSettings({ secret: 'a1'.repeat(32), webhooksToLoopback: allowLoopback }),
  resolve,
});
const outcome = (url: string, allowLoopback = false) => {
  try {
    return destinationOf(url, settingsOf(allowLoopback)).loopback ? 'loopback' : 'public';
  } catch (error) {
    return isKolonyError(error) && error.code === 'webhooks/url_refused' ? error.facts.why : error;
  }
};

describe('hosts that are, or may be, inside', () => {
  test.each([
    // IPv4: this network, private, CGNAT, loopback, link-local (metadata), multicast, reserved, broadcast
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.254',
    '100.100.100.200', // Alibaba Cloud's metadata
    '127.0.0.1',
    '127.1.2.3',
    '169.254.0.1',
    '169.254.169.254', // AWS, GCP and Azure metadata
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.0.192', // Oracle Cloud's metadata
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    // The same in other writings
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.1',
    '127.1',
    '0',
    '10.1',
    '2852039166', // 169.254.169.254
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '127.0.0.1.',
    '１２７.０.０.１', // full-width digits
    '%31%32%37.0.0.1',
    // IPv6: unspecified, loopback, mapped, compatible, translated, 6to4, Teredo, ULA, link- and site-local, multicast
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[::ffff:0:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::7f00:1]',
    '[100::1]',
    '[2001::1]',
    '[2001:10::1]',
    '[2001:20::1]',
    '[2001:db8::1]',
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::]',
    '[3fff::1]',
    '[5f00::1]',
    '[fc00::1]',
    '[fd00:ec2::254]', // AWS metadata over IPv6
    '[fe80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[4000::1]',
  ])('https://%s is refused for its address', (host) => {
    expect(outcome(`https://${host}/hook`)).toBe('address');
  });

  test.each([
    'localhost',
    'localhost.',
    'LOCALHOST',
    'api.localhost',
    'printer.local',
    'metadata.google.internal',
    'metadata',
    'vault.corp.internal.',
    'router.lan',
    'nas.home.arpa',
    'postgres',
    'hidden.onion',
  ])('https://%s is refused for its name', (host) => {
    expect(outcome(`https://${host}/hook`)).toBe('name');
  });
});

test.each([
  ['http://shop.example/hook', 'scheme'],
  ['http://8.8.8.8/', 'scheme'],
  ['http://127.0.0.1:3000/', 'scheme'],
  ['ftp://shop.example/', 'malformed'],
  ['gopher://shop.example/', 'malformed'],
  ['file:///etc/passwd', 'malformed'],
  ['//shop.example/hook', 'malformed'],
  ['https://user:secret@shop.example/', 'malformed'],
  ['https://shop.example\\@127.0.0.1/', 'malformed'],
  ['https://shop.example/\r\nHost: inside', 'malformed'],
  ['https://[fe80::1%25eth0]/', 'malformed'],
  ['https://shop.example:22/', 'port'],
  ['https://shop.example:80/', 'port'],
  ['https://shop.example:6379/', 'port'],
  ['', 'malformed'],
])('%j is refused: %s', (url, why) => {
  expect(outcome(url)).toBe(why);
});

test.each([
  'https://shop.example/hook?shop=1',
  'https://shop.example:443/',
  'https://shop.example:8443/',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://[::ffff:8.8.8.8]/',
  'https://xn--fiqs8s.example/',
])('%s is a public address', (url) => {
  expect(outcome(url)).toBe('public');
});

test('loopback is for development: any port and http, and still nothing else inside', () => {
  for (const url of [
    'http://127.0.0.1:4000/',
    'http://localhost:4000/',
    'http://[::1]:4000/',
    'https://127.1/',
  ])
    expect([url, outcome(url, true)]).toEqual([url, 'loopback']);
  for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://shop.example/'])
    expect([url, outcome(url, true)]).toEqual([url, 'scheme']);
  expect(outcome('https://169.254.169.254/', true)).toBe('address');
});

test('a name is refused at registration when any of its addresses is inside, or when it has none', async () => {
  const at = (...addresses: string[]) =>
    checkUrl(
      'https://shop.example/hook',
      settingsOf(true, async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
  expect(await at('93.184.216.34', '2606:4700:4700::1111')).toBe('https://shop.example/hook');
  await expect(at('93.184.216.34', '10.0.0.1')).rejects.toMatchObject({ facts: { why: 'address' } });
  await expect(at('::ffff:169.254.169.254')).rejects.toMatchObject({ facts: { why: 'address' } });
  // Allowed for localhost, not for a name that leads there.
  await expect(at('127.0.0.1')).rejects.toMatchObject({ facts: { why: 'address' } });
  await expect(at()).rejects.toMatchObject({ code: 'webhooks/unknown_host' });
});
