import { expect, test } from 'vitest';
import { newSlug } from './slug.ts';

test('seven characters that cannot be mistaken for one another, all of them used, none repeated in 5,000', () => {
  const slugs = Array.from({ length: 5_000 }, newSlug);
  expect(slugs.every((slug) => /^[2-9bcdfghjkmnpqrstvwxyz]{7}$/.test(slug))).toBe(true);
  expect(new Set(slugs.join('')).size).toBe(28);
  // 5,000 of 13.5 billion: a repetition is expected once in about a thousand runs; two mean a bad source.
  expect(new Set(slugs).size).toBeGreaterThanOrEqual(slugs.length - 1);
});
