import { expect, test } from 'vitest';
import { assertIban, isIban } from './iban.ts';

// The examples of the registry (ISO 13616).
test.each([
  'DE89370400440532013000',
  'GB29NWBK60161331926819',
  'FR1420041010050500013M02606',
  'NO9386011117947',
  'MT84MALT011000012345MTLCAST001S',
])('%s is one', (number) => {
  expect(isIban(number)).toBe(true);
});

test.each(['DE88370400440532013000', 'DE8937040044053201300', '6222020200112230', 'DE', ''])(
  '%j is none',
  (n) => {
    expect(isIban(n)).toBe(false);
  },
);

test('two digits swapped are found, wherever they are', () => {
  const good = 'DE89370400440532013000';
  for (let at = 4; at < good.length - 1; at++) {
    const swapped = good.slice(0, at) + good.charAt(at + 1) + good.charAt(at) + good.slice(at + 2);
    if (swapped !== good) expect(isIban(swapped)).toBe(false);
  }
});

test('a wrong one is refused by its field; a domestic number is nobody’s IBAN', () => {
  const account = { holder: 'A', bic: null, bankName: '', country: 'DE' };
  const refused = () => assertIban({ ...account, number: 'DE88370400440532013000' }, 'account.number');
  expect(refused).toThrow(
    expect.objectContaining({ code: 'payouts/bad_iban', facts: { field: 'account.number' } }),
  );
  expect(() => assertIban({ ...account, number: '532013000' }, 'x')).not.toThrow();
  expect(() => assertIban({ ...account, number: 'CN12345678901234567', country: 'DE' }, 'x')).not.toThrow();
});
