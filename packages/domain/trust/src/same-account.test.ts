import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSameAccount } from './same-account.ts';

const hashed = (text: string) => createHash('sha256').update(text).digest('hex');

test.each([
  ['mei@kol.example', 'mei@kol.example'],
  [' Mei@KOL.example', 'mei@kol.example'],
  ['mei+shop@kol.example', 'mei@kol.example'],
  ['m.e.i+1@gmail.com', 'mei@gmail.com'],
  ['mei@googlemail.com', 'm.ei@gmail.com'],
  [hashed('mei@kol.example'), 'Mei@kol.example'],
  [hashed('mei@kol.example').toUpperCase(), 'mei+kol@kol.example'],
])('%s is %s', (customer, email) => {
  expect(isSameAccount(customer, email)).toBe(true);
});

test.each([
  ['ling@kol.example', 'mei@kol.example'],
  ['m.ei@kol.example', 'mei@kol.example'],
  ['mei@shop.example', 'mei@kol.example'],
  ['customer-7', 'mei@kol.example'],
  ['', 'mei@kol.example'],
  [hashed('ling@kol.example'), 'mei@kol.example'],
])('%s is not %s', (customer, email) => {
  expect(isSameAccount(customer, email)).toBe(false);
});
