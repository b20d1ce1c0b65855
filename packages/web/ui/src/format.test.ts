import { describe, expect, test } from 'vitest';
import { formatDate, formatDay, formatMoney, formatNum, formatPercent, formatRelative } from './format.ts';

describe('money', () => {
  test('follows the currency’s exponent, from integers', () => {
    expect(formatMoney(1_234_567, { currency: 'CNY', locale: 'zh-CN' })).toBe('¥12,345.67');
    expect(formatMoney(1_234_567, { currency: 'JPY', locale: 'en' })).toBe('¥1,234,567');
    expect(formatMoney(1_234_567, { currency: 'KWD', locale: 'en' })).toContain('1,234.567');
    expect(formatMoney(-5, { currency: 'USD', locale: 'en' })).toBe('-$0.05');
  });
  test('shows every digit of the largest amount there is', () => {
    expect(formatMoney(9_007_199_254_740_991, { currency: 'CNY', locale: 'en' })).toBe(
      '¥90,071,992,547,409.91',
    );
  });
  test('shortens the way each language counts', () => {
    expect(formatMoney(1_234_567, { currency: 'CNY', locale: 'zh-CN', style: 'compact' })).toBe('¥1.2万');
    expect(formatMoney(1_234_567, { currency: 'USD', locale: 'en', style: 'compact' })).toBe('$12.3K');
  });
  test('signs gains only when asked', () => {
    expect(formatMoney(500, { currency: 'USD', locale: 'en', signed: true })).toBe('+$5.00');
    expect(formatMoney(0, { currency: 'USD', locale: 'en', signed: true })).toBe('$0.00');
  });
});

test('numbers and ratios', () => {
  expect(formatNum(12_345, 'zh-CN', { compact: true })).toBe('1.2万');
  expect(formatNum(12_345, 'en', { compact: true })).toBe('12.3K');
  expect(formatNum(12_345, 'en')).toBe('12,345');
  expect(formatPercent(4 / 599, 'en')).toBe('0.67%');
});

test('relative times truncate toward now', () => {
  const now = Date.UTC(2026, 10, 23, 12);
  expect(formatRelative(now - 59_000, now, 'en')).toBe('now');
  expect(formatRelative(now - 119_000, now, 'en')).toBe('1 minute ago');
  expect(formatRelative(now + 3 * 3_600_000, now, 'zh-CN')).toBe('3小时后');
  expect(formatRelative(now - 86_400_000, now, 'en')).toBe('yesterday');
});

test('dates follow the reader’s zone; day buckets do not', () => {
  const at = Date.UTC(2026, 10, 23, 18);
  expect(formatDate(at, 'date', { locale: 'en', timeZone: 'UTC' })).toBe('Nov 23, 2026');
  expect(formatDate(at, 'date', { locale: 'en', timeZone: 'Asia/Shanghai' })).toBe('Nov 24, 2026');
  expect(formatDay('2026-11-23', 'zh-CN')).toBe('11月23日');
});
