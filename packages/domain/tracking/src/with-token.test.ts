import { expect, test } from 'vitest';
import { withToken } from './with-token.ts';

test.each([
  ['https://s.example/p', 'https://s.example/p?kclid=T'],
  ['https://s.example/p?a=1', 'https://s.example/p?a=1&kclid=T'],
  ['https://s.example/p?a=1#top', 'https://s.example/p?a=1&kclid=T#top'],
  ['https://s.example/#/route?x', 'https://s.example/?kclid=T#/route?x'],
  ['https://s.example/p?', 'https://s.example/p?kclid=T'],
  // One token, this visitor's, however an older one is written; the other parameters byte by byte.
  ['https://s.example/p?kclid=old', 'https://s.example/p?kclid=T'],
  [
    'https://s.example/p?a=%E4%B8%AD+1&kclid=old&b&kclid=older',
    'https://s.example/p?a=%E4%B8%AD+1&b&kclid=T',
  ],
  ['https://s.example/p?a=1&%6Bclid=old#top', 'https://s.example/p?a=1&kclid=T#top'],
  ['https://s.example/p?xkclid=1&q=kclid=2', 'https://s.example/p?xkclid=1&q=kclid=2&kclid=T'],
])('%s with a token', (destination, expected) => {
  expect(withToken(destination, 'T')).toBe(expected);
});
