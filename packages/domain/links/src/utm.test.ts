import { expect, test } from 'vitest';
import { utmOf, withUtm } from './utm.ts';

test('UTM is a part of the address, and the rest of it stays', () => {
  const page = 'https://shop.example/serum?ref=kol&utm_source=old&utm_term=gone#top';
  const tagged = withUtm(page, { source: 'xiaohongshu', campaign: '双 11 & 早春' });
  expect(new URL(tagged).searchParams.get('ref')).toBe('kol');
  expect(new URL(tagged).hash).toBe('#top');
  expect(utmOf(tagged)).toEqual({ source: 'xiaohongshu', campaign: '双 11 & 早春' });
  expect(utmOf(withUtm(tagged, {}))).toEqual({});
});
