import { present } from '@kolony/kernel';
import type { ReportTable } from '@kolony/reports/schema';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { reportXlsx } from './report-book.ts';
import { reportCsv } from './report-file.ts';

const table: ReportTable = {
  id: 'kols',
  currency: 'CNY',
  columns: [
    { id: 'kol', kind: 'text' },
    { id: 'placed', kind: 'money' },
    { id: 'rate', kind: 'ratio' },
    { id: 'orders', kind: 'count' },
  ],
  rows: [
    ['=HYPERLINK("https://x.example")', 123_450, 0.125, 7],
    ['薇娅, "live"', -5, null, 0],
  ],
};
const words = (key: string) => `<${key.split('.').at(-1)}>`;

test('a table as CSV: whole units with a point, formulas inert, a minus that stays a number', () => {
  expect(reportCsv(table, { report: 'kols', words })).toBe(
    [
      '\ufeff<kol>,<placed> (CNY),<rate>,<orders>',
      `"'=HYPERLINK(""https://x.example"")",1234.5,0.125,7`,
      '"薇娅, ""live""",-0.05,,0',
      '',
    ].join('\r\n'),
  );
});

test('beside a figure stand what it was and how it moved; what is new is said in words', async () => {
  const compared: ReportTable = {
    ...table,
    columns: [
      { id: 'kol', kind: 'text' },
      { id: 'placed', kind: 'money' },
      { id: 'placed', kind: 'money', part: 'before' },
      { id: 'placed', kind: 'change', part: 'change' },
    ],
    rows: [
      ['薇娅', 15_000, 10_000, 0.5],
      ['new', 7_000, null, 'new'],
      ['李', 0, 0, null],
    ],
  };
  expect(reportCsv(compared, { report: 'kols', words }).slice(1).split('\r\n')).toEqual([
    '<kol>,<placed> (CNY),<placed> · <before> (CNY),<placed> · <change>',
    '薇娅,150,100,0.5',
    'new,70,,<new>',
    '李,0,0,',
    '',
  ]);
  const bytes = await reportXlsx({ report: 'kols', tables: [compared], words });
  expect(strFromU8(present(unzipSync(bytes)['xl/styles.xml'], 'styles'))).toContain('+0.0%;-0.0%;0.0%');
});

test('currencies without and with three decimals', () => {
  const row = (currency: ReportTable['currency']) => {
    const text = reportCsv({ ...table, currency, rows: [['x', 12_345, 0, 0]] }, { report: 'kols', words });
    return text.split('\r\n')[1];
  };
  expect([row('JPY'), row('KWD')]).toEqual(['x,12345,0,0', 'x,12.345,0,0']);
});

test('all tables as a workbook: a sheet each with a name that Excel takes, numbers as numbers, text as text', async () => {
  const long = `A/B:${'x'.repeat(40)}`;
  const bytes = await reportXlsx({
    report: 'kols',
    tables: [table, { ...table, id: 'more', rows: [] }],
    words: (key) => (key === 'kols.more.title' ? long : words(key)),
  });
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, raw]) => [name, strFromU8(raw)]),
  );
  expect(files['xl/workbook.xml']).toContain('&lt;title&gt;');
  expect(files['xl/workbook.xml']).toContain(`A B ${'x'.repeat(27)}"`);
  const sheet = files['xl/worksheets/sheet1.xml'] ?? '';
  expect(sheet).toContain('<v>1234.5</v>');
  expect(sheet).toContain('<v>-0.05</v>');
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(JSON.stringify(files)).toContain('=HYPERLINK');
});
