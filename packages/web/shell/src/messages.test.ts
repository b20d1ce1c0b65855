import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOCALES } from './locale.ts';

const folder = new URL('../messages/', import.meta.url);
const FILES = [
  'auth.json',
  'brand.json',
  'domain.json',
  'mail.json',
  'portal.json',
  'reports.json',
  'ui.json',
];

function flatten(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${prefix} is not a text`);
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key));
}

/** Arguments with their ICU types, and rich-text tags; what branches say may differ, what they are given may not. */
function slots(message: string): string[] {
  const found = new Set<string>();
  for (const [, name, type] of message.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?(?=[,}])/g))
    if (name && !/^\d*$/.test(name)) found.add(type ? `${name}:${type}` : name);
  for (const [, tag] of message.matchAll(/<(\w+)>/g)) found.add(`<${tag}>`);
  return [...found].sort();
}

const read = (locale: string, file: string) =>
  new Map(flatten(JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8'))));

test('every language has every catalogue, and none besides', () => {
  for (const locale of LOCALES) expect(readdirSync(new URL(`${locale}/`, folder)).sort()).toEqual(FILES);
});

describe.each(FILES)('%s', (file) => {
  const [en, zh] = [read('en', file), read('zh-CN', file)];
  test('has the same keys in both languages', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });
  test('gives the same arguments to both', () => {
    for (const [key, message] of en)
      expect({ key, slots: slots(zh.get(key) ?? '') }).toEqual({ key, slots: slots(message) });
  });
  test('says something everywhere, and Chinese in Chinese', () => {
    for (const [key, message] of zh) expect(message.trim(), key).not.toBe('');
    const latin = [...zh].filter(
      ([key, message]) => /[a-z]{3}/i.test(message) && message === en.get(key) && /\s/.test(message.trim()),
    );
    expect(latin).toEqual([]);
  });
});

test('a changed argument is seen', () => {
  expect(slots('{n, plural, one {# row} other {# rows}} of {total} <b>x</b>')).toEqual([
    '<b>',
    'n:plural',
    'total',
  ]);
  expect(slots('{n, plural, other {共 # 条}}')).toEqual(['n:plural']);
});
