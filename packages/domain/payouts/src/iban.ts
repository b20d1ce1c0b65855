import { KolonyError } from '@kolony/kernel';
import type { BankAccount } from './schema.ts';

const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** ISO 13616: the first four characters moved to the end, letters as 10 … 35, is 1 modulo 97. */
export function isIban(number: string): boolean {
  if (!SHAPE.test(number)) return false;
  let remainder = 0;
  for (const character of number.slice(4) + number.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

/**
 * Refuses what is meant as an IBAN (it begins with the account's country) and has wrong check digits: a typing error
 * that would come back from the bank days later. `payouts/bad_iban` {field}.
 */
export function assertIban({ number, country }: BankAccount, field: string): void {
  if (number.startsWith(country) && SHAPE.test(number) && !isIban(number))
    throw new KolonyError('payouts/bad_iban', 'invalid', { field });
}
