import { describe, expect, test } from 'vitest';
import { kindOf, mayGoBelowZero } from './account.ts';
import { assertBalanced, hashOf } from './transaction.ts';

const at = new Date('2026-11-01T00:00:00.000Z');
const pair = (amount: number, more: object = {}) => ({
  kind: 'accrue',
  idempotencyKey: 'k',
  occurredAt: at,
  entries: [
    { account: { path: 'campaign:c:escrow', currency: 'CNY' as const }, amount: -amount },
    { account: { path: 'kol:k:pending', currency: 'CNY' as const }, amount },
  ],
  ...more,
});

describe('the content hash', () => {
  test('is the same for the same content and differs by amount and kind; key and instant are not part of it', () => {
    expect(hashOf(pair(5))).toBe(hashOf(pair(5)));
    expect(hashOf(pair(5, { idempotencyKey: 'other' }))).toBe(hashOf(pair(5)));
    expect(hashOf(pair(5, { occurredAt: new Date(0) }))).toBe(hashOf(pair(5)));
    expect(new Set([hashOf(pair(5)), hashOf(pair(6)), hashOf(pair(5, { kind: 'x' }))]).size).toBe(3);
  });
});

test('only the world and what a KOL owes may be below zero', () => {
  expect(
    ['world:manual', 'kol:kol_1:clawback', 'campaign:c:escrow', 'kol:k:pending', 'brand:b:funding'].map(
      mayGoBelowZero,
    ),
  ).toEqual([true, true, false, false, false]);
  expect(kindOf('kol:kol_1:in_payout')).toBe('in_payout');
});

test('a transaction needs two entries that cancel out', () => {
  expect(() => assertBalanced(pair(5))).not.toThrow();
  expect(() => assertBalanced(pair(5, { entries: [] }))).toThrow('ledger/unbalanced');
});
