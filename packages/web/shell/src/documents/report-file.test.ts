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
