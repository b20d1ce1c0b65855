import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueProblems, slots } from './message-catalogues.ts';

function problems(en: object, zh: object): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kolony-messages-'));
  try {
    for (const [language, messages] of [
      ['en', en],
      ['zh-CN', zh],
    ] as const) {
      mkdirSync(join(folder, language));
      writeFileSync(join(folder, language, 'deals.json'), JSON.stringify(messages));
    }
    return catalogueProblems(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('equal catalogues have no problem, whatever the plural needs in each language', () => {
  const en = { title: 'Deals', count: '{n, plural, one {# deal} other {# deals}}', by: 'by <b>{who}</b>' };
  expect(
    problems(en, { title: '合作', count: '{n, plural, other {# 个合作}}', by: '<b>{who}</b> 发起' }),
  ).toEqual([]);
});

test('a missing key, an empty message and a different argument are each named', () => {
  const en = { title: 'Deals', empty: 'Nothing', sum: 'Total {amount}', only: 'Here' };
  const zh = { title: '合作', empty: ' ', sum: '合计 {total}', more: '更多' };
  expect(problems(en, zh)).toEqual([
    'deals.empty is empty',
    'deals.sum: en has {amount}, zh-CN has {total}',
    'deals.only is missing in zh-CN',
    'deals.more is missing in en',
  ]);
});

test('no catalogue at all is a problem, not a pass', () => {
  expect(catalogueProblems('/nowhere')).toEqual(['/nowhere has no messages in en.']);
});

test.each([
  ['Hello {name}, you have {n, number}', '{name} {n}'],
  ['{n, plural, one {# deal with {kol}} other {# deals}}', '{kol} {n}'],
  ['<link>Open</link> <br/>', '<br> <link>'],
  ['No slots', ''],
])('the slots of %j are %j', (message, expected) => {
  expect(slots(message)).toBe(expected);
});
