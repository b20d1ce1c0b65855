/// <reference lib="esnext.temporal" />
import { Currency } from '@kolony/kernel';
import { amountOf } from '../amounts.ts';
import { touchesIn } from '../touches.ts';
import type { LineError } from './schema.ts';

/** What a person wrote in a cell, read; or why it cannot be. Nothing is guessed. */
export type Read<T> = { ok: true; value: T } | { ok: false; code: LineError['code'] };

const good = <T>(value: T): Read<T> => ({ ok: true, value });
const bad = (code: LineError['code']): Read<never> => ({ ok: false, code });

const LOCAL = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** With an offset as it says; without, in the brand's time zone. Years first: 03/04 is two different days. */
export function readInstant(text: string, timeZone: string): Read<Date> {
  try {
    if (INSTANT.test(text)) return good(new Date(Temporal.Instant.from(text).epochMilliseconds));
    const [, year, month, day, hour = 0, minute = 0, second = 0] = (LOCAL.exec(text) ?? []).map((part) =>
      part === undefined ? undefined : Number(part),
    );
    if (year === undefined || month === undefined || day === undefined) return bad('date');
    const local = Temporal.PlainDateTime.from(
      { year, month, day, hour, minute, second },
      { overflow: 'reject' },
    );
    return good(new Date(local.toZonedDateTime(timeZone).epochMilliseconds));
  } catch {
    return bad('date');
  }
}

export function readCurrency(text: string): Read<Currency> {
  const read = Currency.safeParse(text.toUpperCase());
  return read.success ? good(read.data) : bad('currency');
}

/** How a file writes amounts. */
interface Written {
  currency: Currency;
  amounts: 'decimal' | 'minor';
}

/** Above zero; `1,234.50` with its groups, or whole minor units. */
export function readAmount(text: string, of: Written): Read<number> {
  const part = readPart(text, of);
  return part.ok && part.value === 0 ? bad('amount') : part;
}

/** The same, or nothing at all. */
export function readPart(text: string, of: Written): Read<number> {
  try {
    const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
    if (of.amounts === 'minor' && !/^\d{1,13}$/.test(text)) return bad('amount');
    const amount = of.amounts === 'minor' ? Number(text) : amountOf(grouped, of.currency, 'amount');
    return amount >= 0 && amount <= 1_000_000_000_000 ? good(amount) : bad('amount');
  } catch {
    return bad('amount');
  }
}

const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

export function readBoolean(text: string): Read<boolean> {
  const value = BOOLEANS.get(text.toLowerCase());
  return value === undefined ? bad('boolean') : good(value);
}

const STATUSES = ['placed', 'paid', 'completed'] as const;

export function readStatus(text: string): Read<(typeof STATUSES)[number]> {
  const status = STATUSES.find((one) => one === text.toLowerCase());
  return status ? good(status) : bad('status');
}

/** Click tokens with anything between them. */
export function readTouches(text: string): Read<string[]> {
  const tokens = touchesIn([text]);
  return tokens.length > 0 ? good(tokens) : bad('touches');
}

export function readText(text: string, most: number): Read<string> {
  return text.length <= most ? good(text) : bad('too_long');
}
