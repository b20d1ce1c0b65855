import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { type Paper, print } from './paper.ts';

const paper = (more: Partial<Paper> = {}): Paper => ({
  title: 'Statement',
  lines: ['小美 Mei · 花西 Huaxi Beauty · CNY', 'Nov 1, 2026 to Nov 30, 2026'],
  figures: [
    { label: 'Opening balance', value: '¥0.00' },
    { label: 'Closing balance', value: '¥21.00', strong: true },
  ],
  check: 'It adds up: ¥0.00 + ¥21.00 = ¥21.00',
  columns: [
    { header: 'Date', share: 1 },
    { header: 'What', share: 2 },
    { header: 'Amount', share: 1, numeric: true },
  ],
  rows: [['Nov 2', 'Commission on an order', '¥21.00']],
  foot: 'Made by Kolony',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  language: 'en',
  at: new Date('2026-11-23T00:00:00.000Z'),
  ...more,
});

/** The text of every page as a reader program finds it. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const file = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= file.numPages; number++) {
    const { items } = await (await file.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages;
}

describe('a printed paper', () => {
  test('says all that it was given, in both scripts, as text that can be searched', async () => {
    const [page = '', ...more] = await pagesOf(await print(paper()));
    expect(more).toEqual([]);
    for (const text of [
      'Statement',
      '小美 Mei · 花西 Huaxi Beauty · CNY',
      'Opening balance',
      '¥0.00',
      'It adds up: ¥0.00 + ¥21.00 = ¥21.00',
      'Commission on an order',
      'Page 1 of 1',
    ])
      expect(page).toContain(text);
  });

  test('of a thousand lines keeps them all in order, under the table’s header on each page', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => [
      'Nov 2',
      `Order-${String(n).padStart(4, '0')}`,
      '¥0.01',
    ]);
    const pages = await pagesOf(await print(paper({ rows })));
    expect(pages.join(' ').match(/Order-\d{4}/g)).toEqual(rows.map(([, what]) => what));
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('What');
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    }
    // A page holds about 45 lines of 15 points: 1,000 of them need no more than 25 pages and cannot fit on 19.
    expect(pages.length).toBeGreaterThan(19);
    expect(pages.length).toBeLessThan(26);
  });

  test('cuts what is too long for its column instead of writing over the next', async () => {
    const [page = ''] = await pagesOf(await print(paper({ rows: [['Nov 2', '很长'.repeat(80), '¥1.00']] })));
    expect(page).toContain('…');
    expect(page).toContain('¥1.00');
    expect(page).not.toContain('很长'.repeat(40));
  });
});
