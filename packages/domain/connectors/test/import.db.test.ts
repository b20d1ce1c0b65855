import { recordConversions } from '@kolony/commissions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile, previewImport } from '../src/index.ts';
import { ImportFile } from '../src/schema.ts';
import { type ShopWorld, shopWorld } from './world.ts';

let w: ShopWorld;
beforeAll(async () => {
  w = await shopWorld();
});
afterAll(async () => {
  await w.audit();
  await w[Symbol.asyncDispose]();
});

const file = (text: string, more: Partial<ImportFile> = {}) =>
  ImportFile.parse({ kind: 'orders', text, ...more } satisfies ImportFile);
const preview = (text: string, more: Partial<ImportFile> = {}) =>
  previewImport(w.deps, w.scope, file(text, more));
const orders = (text: string, dryRun: boolean, more: Partial<ImportFile> = {}) =>
  importFile(w.deps, w.scope, { file: file(text, more), dryRun });
const count = () => w.deps.db.conversion.count();

const HEADER = 'order_id,amount,currency,occurred_at,touches,coupon_code,customer_is_new';
const AT = '2026-10-01T09:00:00Z';

describe('looking at a file', () => {
  test('columns by the contract’s names, the first rows as they are, and what is wrong by line and column', () => {
    const text = [
      HEADER,
      `C-1,"1,200.50",CNY,${AT},${w.kclid},,yes`,
      `C-2,12.345,CNY,${AT},,,`,
      ',10.00,XXX,yesterday,nonsense,,maybe',
      '',
      `"C-3",10.00,cny,2026-10-01 17:00,,"A ""code""",`,
    ].join('\r\n');
    const seen = preview(`\uFEFF${text}\r\n`);
    expect(seen).toMatchObject({ lines: 4, ready: 2, broken: 2, missing: [] });
    expect(seen.mapping).toMatchObject({ order_id: 'order_id', touches: 'touches' });
    expect(seen.rows[3]).toEqual({
      line: 6,
      cells: ['C-3', '10.00', 'cny', '2026-10-01 17:00', '', 'A "code"', ''],
    });
    expect(seen.errors).toEqual([
      { line: 3, column: 'amount', code: 'amount', value: '12.345' },
      { line: 4, column: 'touches', code: 'touches', value: 'nonsense' },
      { line: 4, column: 'customer_is_new', code: 'boolean', value: 'maybe' },
      { line: 4, column: 'currency', code: 'currency', value: 'XXX' },
      { line: 4, column: 'order_id', code: 'missing', value: '' },
      { line: 4, column: 'occurred_at', code: 'date', value: 'yesterday' },
    ]);
  });

  test.each(['constructor', '__proto__', 'Ja'])('%s is neither yes nor no', (word) => {
    expect(preview(`${HEADER}\nC-1,1.00,CNY,${AT},,,${word}`).errors).toEqual([
      { line: 2, column: 'customer_is_new', code: 'boolean', value: word },
    ]);
  });

  test('other words and separators: a column is told, a currency is given for all', () => {
    const text = 'Order ID;Paid;When\nC-9;19.90;2026/10/1';
    expect(preview(text)).toMatchObject({ missing: ['amount', 'currency', 'occurred_at'], ready: 0 });
    const mapping = { amount: 'Paid', occurred_at: 'When' };
    expect(preview(text, { mapping, currency: 'CNY' })).toMatchObject({
      missing: [],
      ready: 1,
      mapping: { order_id: 'Order ID', amount: 'Paid', occurred_at: 'When' },
    });
  });

  test.each([
    ['nothing', '', 'connectors/empty_file'],
    ['a header alone', HEADER, 'connectors/empty_file'],
    ['a quote without its end', `${HEADER}\nC-1,"1`, 'connectors/bad_csv'],
    ['a column twice', 'order_id,order_id\na,b', 'connectors/double_column'],
    [
      'a column too many',
      `${Array.from({ length: 201 }, (_, at) => `c${at}`).join()}\na`,
      'connectors/too_many_columns',
    ],
    ['a line that is a book', `${HEADER}\n${'x,'.repeat(150_000)}`, 'connectors/bad_csv'],
    ['a line too many', `order_id\n${'x\n'.repeat(10_001)}`, 'connectors/too_many_lines'],
  ])('%s: %#', (_name, text, code) => {
    expect(() => preview(text)).toThrow(code);
  });

  test('five megabytes are a file, a byte more is none; characters are counted as bytes', () => {
    expect(ImportFile.safeParse({ kind: 'orders', text: 'x'.repeat(5_000_000) }).success).toBe(true);
    expect(ImportFile.safeParse({ kind: 'orders', text: 'x'.repeat(5_000_001) }).success).toBe(false);
    expect(ImportFile.safeParse({ kind: 'orders', text: '订'.repeat(2_000_000) }).success).toBe(false);
  });
});

describe('importing orders', () => {
  const text = () =>
    [
      HEADER,
      `I-1,200.00,CNY,${AT},v.${w.kclid},,`,
      `I-2,100.00,CNY,${AT},,,`,
      'I-3,oops,CNY,x,,,',
      `I-4,50.00,CNY,2099-01-01,,,`,
      `=1+1,10.00,CNY,${AT},${'f'.repeat(44)},,`,
    ].join('\n');
  const result = {
    counts: { new: 3, known: 0, refused: 2 },
    // 15 % of 200.00
    earns: [{ amount: 3_000, currency: 'CNY' }],
    lines: [
      { line: 2, id: 'I-1', outcome: 'new', why: null, earns: [{ amount: 3_000, currency: 'CNY' }] },
      { line: 3, id: 'I-2', outcome: 'new', why: 'no_touch_sent', earns: [] },
      { line: 4, id: '', outcome: 'refused', why: 'connectors/line_amount', earns: [] },
      { line: 5, id: 'I-4', outcome: 'refused', why: 'commissions/occurred_in_future', earns: [] },
      { line: 6, id: '=1+1', outcome: 'new', why: 'no_touch_sent', earns: [] },
    ],
  };

  test('a dry run says of each line what would come of it, and leaves nothing', async () => {
    const before = await count();
    expect(await orders(text(), true)).toEqual({ dryRun: true, ...result });
    expect(await count()).toBe(before);
  });

  test('the import comes to the same, once; again everything is known', async () => {
    expect(await orders(text(), false)).toEqual({ dryRun: false, ...result });
    expect(await w.order('I-1')).toMatchObject({ amount: 20_000, status: 'paid', commission: 3_000 });
    const again = await orders(text(), false);
    expect(again).toMatchObject({ counts: { new: 0, known: 3, refused: 2 }, earns: [] });
    expect(again.lines[0]).toMatchObject({ outcome: 'known', earns: [{ amount: 3_000 }] });
    const changed = await orders(text().replace('I-1,200.00', 'I-1,999.00'), false);
    expect(changed.lines[0]).toMatchObject({ outcome: 'refused', why: 'commissions/conversion_conflict' });
    expect(await w.order('I-1')).toMatchObject({ amount: 20_000 });
    const imported = await w.deps.db.auditEvent.findMany({ where: { action: 'orders.imported' } });
    expect(imported.map(({ facts }) => facts)).toMatchObject([{ new: 3 }, { new: 0 }, { new: 0 }]);
  });

  test('in a dry run the budget runs out where it would', async () => {
    // 10,000.00 at 15 %: what is left pays two more orders of 30,000.00, not three.
    const big = [HEADER, ...[1, 2, 3].map((n) => `B-${n},30000.00,CNY,${AT},${w.kclid},,`)].join('\n');
    const tried = await orders(big, true);
    expect(tried.lines.map(({ why }) => why)).toEqual([null, null, 'budget_exhausted']);
    expect(tried.earns).toEqual([{ amount: 900_000, currency: 'CNY' }]);
  });

  test('amounts in minor units, where the file has them so', async () => {
    const minor = `${HEADER}\nM-1,20000,CNY,${AT},,,\nM-2,200.00,CNY,${AT},,,`;
    expect((await orders(minor, true, { amounts: 'minor' })).lines).toMatchObject([
      { outcome: 'new' },
      { outcome: 'refused', why: 'connectors/line_amount' },
    ]);
  });

  test('a time without an offset is the brand’s', async () => {
    await orders(`${HEADER}\nT-1,1.00,CNY,2026-10-01 17:30:15,,,`, false);
    const row = await w.deps.db.conversion.findFirstOrThrow({ where: { orderId: 'T-1' } });
    const { timeZone } = await w.deps.db.brand.findUniqueOrThrow({ where: { id: w.scope.brandId } });
    expect([timeZone, row.occurredAt.toISOString()]).toEqual(['Asia/Shanghai', '2026-10-01T09:30:15.000Z']);
  });

  test('a file that lacks a column is refused as a whole', async () => {
    await expect(orders('order_id,amount\nX-1,1.00', false)).rejects.toMatchObject({
      code: 'connectors/missing_columns',
      facts: { columns: 'currency, occurred_at' },
    });
  });
});

describe('importing refunds', () => {
  const text = [
    'refund_id,order_id,amount,currency,occurred_at,reason',
    `F-1,R-1,50.00,CNY,${AT},Too small`,
    `F-2,R-1,200.00,CNY,${AT},`,
    `F-3,nobody,1.00,CNY,${AT},`,
    `F-4,R-1,50,JPY,${AT},`,
    `F-5,R-1,150.00,CNY,${AT},`,
  ].join('\n');
  const lines = [
    { line: 2, id: 'F-1', outcome: 'new', why: null },
    { line: 3, id: 'F-2', outcome: 'refused', why: 'commissions/refund_exceeds_order' },
    { line: 4, id: 'F-3', outcome: 'refused', why: 'commissions/order_not_found' },
    { line: 5, id: 'F-4', outcome: 'refused', why: 'connectors/refund_currency' },
    { line: 6, id: 'F-5', outcome: 'new', why: null },
  ];

  test('tried they are taken one after another and given back; imported they are taken, once', async () => {
    await recordConversions(w.deps, w.scope, [w.world.order('R-1', 20_000)]);
    expect(await orders(text, true, { kind: 'refunds' })).toMatchObject({ dryRun: true, lines });
    expect(await w.order('R-1')).toMatchObject({ refunded: 0, refunds: 0, commission: 3_000 });
    expect(await orders(text, false, { kind: 'refunds' })).toMatchObject({ lines });
    expect(await w.order('R-1')).toMatchObject({ refunded: 20_000, refunds: 2, commission: 0 });
    expect(await orders(text, false, { kind: 'refunds' })).toMatchObject({
      counts: { new: 0, known: 2, refused: 3 },
    });
  });
});

test('ten thousand lines are tried and imported', { timeout: 180_000 }, async () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, n) => `L-${n},1.00,CNY,${AT},${n % 10 === 0 ? w.kclid : ''},,`,
  );
  const text = [HEADER, ...rows].join('\n');
  const tried = await orders(text, true);
  const { counts } = await orders(text, false);
  expect(tried.counts).toEqual({ new: 10_000, known: 0, refused: 0 });
  expect(counts).toEqual(tried.counts);
});

test('parts of an order: none is an amount too, what is below or no number is none', async () => {
  const text = [
    'order_id,amount,currency,occurred_at,discount,shipping,tax,store_id',
    `P-1,100.00,CNY,${AT},"1,000.50",0,6.60,tmall`,
    `P-2,100.00,CNY,${AT},,,,`,
    `P-3,100.00,CNY,${AT},-1,free,0.001,${'x'.repeat(61)}`,
  ].join('\n');
  expect(preview(text).errors).toEqual([
    { line: 4, column: 'discount', code: 'amount', value: '-1' },
    { line: 4, column: 'shipping', code: 'amount', value: 'free' },
    { line: 4, column: 'tax', code: 'amount', value: '0.001' },
    { line: 4, column: 'store_id', code: 'too_long', value: 'x'.repeat(61) },
  ]);
  expect((await orders(text, false)).counts).toEqual({ new: 2, known: 0, refused: 1 });
  const stored = await w.deps.db.conversion.findMany({
    where: { orderId: { startsWith: 'P-' } },
    orderBy: { orderId: 'asc' },
  });
  expect(stored).toMatchObject([
    { discount: 100_050n, shipping: 0n, tax: 660n, storeId: 'tmall', amount: 10_000n },
    { discount: null, shipping: null, tax: null, storeId: null },
  ]);
});
