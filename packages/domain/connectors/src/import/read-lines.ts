import type { NewConversion, NewRefund } from '@kolony/commissions/schema';
import type { Currency } from '@kolony/kernel';
import type { z } from 'zod';
import type { ReadClick } from '../settings.ts';
import {
  type Read,
  readAmount,
  readBoolean,
  readCurrency,
  readInstant,
  readPart,
  readStatus,
  readText,
  readTouches,
} from './cells.ts';
import { type Csv, type CsvLine, readCsv } from './read-csv.ts';
import { IMPORT_FIELDS, type ImportField, type ImportFile, type LineError } from './schema.ts';

export type File = z.output<typeof ImportFile>;

/** A line that can be recorded. */
export type ReadLine =
  | { line: number; kind: 'orders'; order: NewConversion }
  | { line: number; kind: 'refunds'; refund: NewRefund; currency: Currency };

export interface ReadFile {
  csv: Csv;
  mapping: Partial<Record<ImportField, string>>;
  missing: ImportField[];
  lines: ReadLine[];
  errors: LineError[];
}

interface Reading {
  timeZone: string;
  readClick: ReadClick;
}

/** Every line of a file, read or with what is wrong in it. Errors: those of `readCsv`. */
export function readFile(file: File, reading: Reading): ReadFile {
  const csv = readCsv(file.text);
  const { required, optional } = IMPORT_FIELDS[file.kind];
  const mapping = columnsOf(file, csv.columns, [...required, ...optional]);
  const missing = required.filter((field) => !mapping[field] && !(field === 'currency' && file.currency));
  if (missing.length > 0) return { csv, mapping, missing, lines: [], errors: [] };
  const places = new Map(
    Object.entries(mapping).map(([field, column]) => [field, csv.columns.indexOf(column)]),
  );
  const lines: ReadLine[] = [];
  const errors: LineError[] = [];
  for (const one of csv.lines) {
    const cells = cellsOf(one, { places, mapping });
    const read = file.kind === 'orders' ? readOrder(cells, file, reading) : readRefund(cells, file, reading);
    if (cells.errors.length > 0) errors.push(...cells.errors);
    else lines.push({ line: one.line, ...read });
  }
  return { csv, mapping, missing: [], lines, errors };
}

/** Names as people write them: `Order ID` is `order_id`. */
const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
/** The contract's other name of the same thing. */
const ALSO: Partial<Record<ImportField, string>> = { touches: 'click_id' };

function columnsOf(
  { mapping }: File,
  columns: readonly string[],
  fields: readonly ImportField[],
): ReadFile['mapping'] {
  const found: ReadFile['mapping'] = {};
  for (const field of fields) {
    const told = mapping[field];
    const column =
      told === undefined
        ? (columns.find((name) => plain(name) === field) ??
          columns.find((name) => plain(name) === ALSO[field]))
        : columns.find((name) => name === told);
    if (column) found[field] = column;
  }
  return found;
}

interface Cells {
  errors: LineError[];
  /** The cell of a field; '' where there is none. */
  text(field: ImportField): string;
  /** What a reader makes of a cell that must be there; undefined after an error, which is noted. */
  must<T>(field: ImportField, read: (text: string) => Read<T>): T | undefined;
  /** The same for one that may be empty. */
  may<T>(field: ImportField, read: (text: string) => Read<T>): T | undefined;
}

function cellsOf(
  { line, cells }: CsvLine,
  { places, mapping }: { places: ReadonlyMap<string, number>; mapping: ReadFile['mapping'] },
): Cells {
  const errors: LineError[] = [];
  const text = (field: ImportField) => cells[places.get(field) ?? -1] ?? '';
  const wrong = (field: ImportField, code: LineError['code']) =>
    void errors.push({ line, column: mapping[field] ?? field, code, value: text(field).slice(0, 100) });
  const may = <T>(field: ImportField, read: (text: string) => Read<T>): T | undefined => {
    if (text(field) === '') return undefined;
    const value = read(text(field));
    if (value.ok) return value.value;
    wrong(field, value.code);
    return undefined;
  };
  return {
    errors,
    text,
    may,
    must(field, read) {
      if (text(field) === '') wrong(field, 'missing');
      return may(field, read);
    },
  };
}

const name = (text: string) => readText(text, 120);

/** What both kinds have; an amount cannot be read without its currency. */
function common(cells: Cells, file: File, { timeZone }: Reading) {
  const own = cells.text('currency') === '' ? file.currency : null;
  const currency = own ?? cells.must('currency', readCurrency);
  return {
    orderId: cells.must('order_id', name) ?? '',
    currency: currency ?? 'CNY',
    amount:
      (currency && cells.must('amount', (text) => readAmount(text, { currency, amounts: file.amounts }))) ??
      0,
    occurredAt: cells.must('occurred_at', (text) => readInstant(text, timeZone)) ?? new Date(0),
  } as const;
}

function readOrder(cells: Cells, file: File, reading: Reading): { kind: 'orders'; order: NewConversion } {
  const clicks = (cells.may('touches', readTouches) ?? []).map((clickId) => ({
    clickId,
    read: reading.readClick(clickId),
  }));
  const couponCode = cells.may('coupon_code', (text) => readText(text, 60));
  const customerId = cells.may('customer_id', (text) => readText(text, 200));
  const customerIsNew = cells.may('customer_is_new', readBoolean);
  const order = common(cells, file, reading);
  const part = (field: 'discount' | 'shipping' | 'tax') => {
    const amount = cells.may(field, (text) =>
      readPart(text, { currency: order.currency, amounts: file.amounts }),
    );
    return amount === undefined ? {} : { [field]: amount };
  };
  const parts = { ...part('discount'), ...part('shipping'), ...part('tax') };
  const storeId = cells.may('store_id', (text) => readText(text, 60));
  return {
    kind: 'orders',
    order: {
      ...order,
      status: cells.may('status', readStatus) ?? 'paid',
      touches: clicks.flatMap(({ clickId, read }) =>
        read.ok ? { clickId, linkNo: read.linkNo, dealNo: read.dealNo, at: read.at } : [],
      ),
      refusedClicks: clicks.flatMap(({ clickId, read }) => (read.ok ? [] : { clickId, reason: read.reason })),
      ...(couponCode ? { couponCode } : {}),
      ...(customerId ? { customerId } : {}),
      ...(customerIsNew === undefined ? {} : { customerIsNew }),
      items: [],
      ...parts,
      ...(storeId ? { storeId } : {}),
      metadata: {},
    },
  };
}

function readRefund(
  cells: Cells,
  file: File,
  reading: Reading,
): { kind: 'refunds'; refund: NewRefund; currency: Currency } {
  const { currency, ...rest } = common(cells, file, reading);
  return {
    kind: 'refunds',
    currency,
    refund: {
      ...rest,
      refundId: cells.must('refund_id', name) ?? '',
      items: [],
      kind: 'refund',
      reason: cells.may('reason', (text) => readText(text, 500)) ?? '',
    },
  };
}
