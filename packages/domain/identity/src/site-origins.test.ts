import { expect, test } from 'vitest';
import { SiteOrigins } from './schema.ts';

test.each([
  ['https://Shop.example/', 'https://shop.example'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['https://shop.example:443', 'https://shop.example'],
  ['https://商店.example', 'https://xn--czrs0t.example'],
])('%s is %s, as a browser says it', (text, origin) => {
  expect(SiteOrigins.parse({ origins: [text] })).toEqual({ origins: [origin] });
});

test.each([
  'shop.example',
  'https://shop.example/cart',
  'https://*.shop.example/?',
  'null',
  'ftp://a.example',
  'https://a@b.example',
])('%s is no origin', (text) => {
  expect(SiteOrigins.safeParse({ origins: [text] }).error?.issues).toMatchObject([
    { path: ['origins', 0], message: 'origin' },
  ]);
});
