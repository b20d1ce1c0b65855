import { expect, test } from 'vitest';
import { isStorable, webAddress } from './text.ts';

test.each(['', '广告 & <b>', 'tab\tand line\n', '😀', '\u200f'])('%j can be stored', (text) => {
  expect(isStorable(text)).toBe(true);
});

test.each(['a\0', '\0', '\ud83d', '\ude00 x'])('%j cannot be stored', (text) => {
  expect(isStorable(text)).toBe(false);
});

test.each([
  ['https://shop.example', 'https://shop.example/'],
  ['HTTPS://Shop.Example/A?b=1#c', 'https://shop.example/A?b=1#c'],
  ['https://shop.example:443/', 'https://shop.example/'],
  ['https://shop.example/a/../b', 'https://shop.example/b'],
  ['https://shop.example/精华', 'https://shop.example/%E7%B2%BE%E5%8D%8E'],
  ['http://例子.example/', 'http://xn--fsqu00a.example/'],
])('%s is normalised to %s', (given, stored) => {
  expect(webAddress(given)?.href).toBe(stored);
});

test.each([
  '',
  'shop.example',
  '//shop.example',
  'https:shop.example',
  'https:/shop.example',
  'https://',
  'https://user@shop.example/',
  'https://:pass@shop.example/',
  'javascript:alert(1)',
  'JavaScript://shop.example/%0aalert(1)',
  'data:text/html,x',
  'ftp://shop.example/',
  ' https://shop.example/',
  'https://shop.example/\r\nSet-Cookie: a=b',
  'java\tscript:alert(1)',
  'https://shop.example\\@evil.example/',
  'https://shop.example/\0',
  'https://shop.example/\u0085',
  'https://shop.example/\u2028',
])('%j is no address to send a visitor to', (given) => {
  expect(webAddress(given)).toBeNull();
});
