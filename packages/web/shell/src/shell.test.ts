import { describe, expect, test } from 'vitest';
import { arrangeRows } from './arrange-rows.ts';
import { failureOf } from './failure.ts';
import { issueMessage } from './forms/issue-message.ts';
import { activeItem } from './frame/navigation.ts';
import { pickLocale } from './locale.ts';
import { contentSecurityPolicy } from './server/security.ts';
import { pickTheme } from './theme.ts';
import { formatSort, parseSort } from './url-state.ts';

describe('pickLocale', () => {
  test.each([
    ['zh-CN', 'en', 'zh-CN'],
    [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'fr-FR,en;q=0.8,zh;q=0.9', 'zh-CN'],
    [undefined, 'zh;q=0, en', 'en'],
    [undefined, 'fr', 'en'],
    [undefined, null, 'en'],
    ['<script>', 'zh', 'zh-CN'],
  ] as const)('%s, %s → %s', (cookie, header, locale) => {
    expect(pickLocale(cookie, header)).toBe(locale);
  });
  test('an unknown theme follows the device', () => expect(pickTheme('neon')).toBe('system'));
});

describe('arrangeRows', () => {
  const rows = [
    { id: 'a', name: 'Lip 10', paid: 5 as number | null, state: 'live' },
    { id: 'b', name: 'Lip 9', paid: null, state: 'draft' },
    { id: 'c', name: '面膜', paid: 9, state: 'live' },
  ];
  const base = {
    q: '',
    sort: null,
    filters: {},
    searchText: (row: (typeof rows)[number]) => row.name,
    matches: { state: (row: (typeof rows)[number], value: string) => row.state === value },
    sortValues: {
      name: (row: (typeof rows)[number]) => row.name,
      paid: (row: (typeof rows)[number]) => row.paid,
    },
    locale: 'en',
  };
  const ids = (by: object) => arrangeRows(rows, { ...base, ...by }).map((row) => row.id);
  test('searches every word, filters, leaves unknown sorts alone', () => {
    expect(ids({ q: 'lip 9' })).toEqual(['b']);
    expect(ids({ filters: { state: 'live' } })).toEqual(['a', 'c']);
    expect(ids({ sort: { id: 'evil', desc: true } })).toEqual(['a', 'b', 'c']);
  });
  test('sorts numbers in names as numbers, and keeps rows without a value last both ways', () => {
    expect(ids({ sort: { id: 'name', desc: false } }).slice(0, 2)).toEqual(['b', 'a']);
    expect(ids({ sort: { id: 'paid', desc: false } })).toEqual(['a', 'c', 'b']);
    expect(ids({ sort: { id: 'paid', desc: true } })).toEqual(['c', 'a', 'b']);
  });
});

test('sort survives the address', () => {
  for (const sort of [null, { id: 'paid', desc: true }, { id: 'paid', desc: false }])
    expect(parseSort(formatSort(sort))).toEqual(sort);
});

test('failures are read from what the server sent, and nothing else is trusted', () => {
  const facts = { field: 'email', list: ['x'], n: 3 };
  expect(
    failureOf({
      data: { code: 'CONFLICT', kolony: { code: 'identity/email_taken', kind: 'conflict', facts } },
    }),
  ).toEqual({
    code: 'identity/email_taken',
    kind: 'conflict',
    facts: { field: 'email', n: 3 },
  });
  expect(failureOf(new TypeError('fetch failed'))).toEqual({ code: '', kind: 'network', facts: {} });
  expect(failureOf({ data: { code: 'INTERNAL_SERVER_ERROR', kolony: null } }).kind).toBe('internal');
});

test('zod issues become sentences', () => {
  const issue = (extra: object) => issueMessage({ path: [], message: 'Invalid', ...extra });
  expect(issue({ code: 'too_small', origin: 'string', minimum: 10 })).toEqual({
    key: 'tooShort',
    values: { minimum: 10 },
  });
  expect(issue({ code: 'too_small', origin: 'string', minimum: 1 }).key).toBe('required');
  expect(issue({ code: 'invalid_format', format: 'email' }).key).toBe('email');
  expect(issue({ code: 'invalid_format', format: 'regex', message: 'handle' }).key).toBe('handle');
  expect(issue({ code: 'custom', message: 'Something long, with words' }).key).toBe('invalid');
});

test('the longest beginning of the path is the active item', () => {
  const items = ['/', '/campaigns', '/campaigns/drafts'].map((href) => ({
    id: href,
    href,
    label: href,
    icon: null,
  }));
  expect(activeItem(items, '/campaigns/cmp_1')?.id).toBe('/campaigns');
  expect(activeItem(items, '/campaigns/drafts')?.id).toBe('/campaigns/drafts');
  expect(activeItem(items, '/campaignsx')).toBeUndefined();
  expect(activeItem(items, '/')?.id).toBe('/');
});

test('scripts need the nonce; nobody frames us', () => {
  const policy = contentSecurityPolicy('n0', { development: false, https: true });
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src'));
  expect(scripts).toBe("script-src 'self' 'nonce-n0' 'strict-dynamic'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("object-src 'none'");
});
