import { BankAccount } from '@kolony/payouts/schema';
import { describe, expect, test } from 'vitest';
import { countries } from './countries.ts';
import { accountFrom } from './read-account.ts';

describe('an account read from its controls', () => {
  test('without BIC and bank it is an account', () => {
    const raw = { holder: 'Mei Lin', number: '6222 0212 3456 7890', country: 'CN' };
    expect(BankAccount.parse(accountFrom(raw))).toEqual({
      holder: 'Mei Lin',
      number: '6222021234567890',
      bic: null,
      bankName: '',
      country: 'CN',
    });
  });

  test('nothing typed is said at holder, number and country, not at what is optional', () => {
    const parsed = BankAccount.safeParse(accountFrom(undefined));
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      'holder',
      'number',
      'country',
    ]);
  });
});

describe('countries', () => {
  test('are 249, each once, with the frequent ones first', () => {
    const values = countries('en').map(({ value }) => value);
    expect(new Set(values).size).toBe(249);
    expect(values).toHaveLength(249);
    expect(values.slice(0, 2)).toEqual(['CN', 'HK']);
  });

  test('are named in the reader’s language', () => {
    expect(countries('zh-CN').find(({ value }) => value === 'JP')?.label).toBe('日本');
  });
});
