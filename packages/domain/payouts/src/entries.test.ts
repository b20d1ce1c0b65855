import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payoutEntries, withholdEntries } from './entries.ts';
import { recoverable } from './quote.ts';

const of = { party: 'kol:kol_1', currency: 'CNY' as const };
const items = [
  { commissionId: 'com_1', amount: 3_000 },
  { commissionId: 'com_2', amount: 5_000 },
];
const lines = (entries: ReturnType<typeof payoutEntries>) =>
  entries.map(({ account, amount, subject }) => [account.path, amount, subject]);

describe('recovery', () => {
  test.each([
    [1_000, 0, 0],
    [1_000, 400, 400],
    [1_000, 5_000, 500], // half
    [1_001, 5_000, 500], // half, rounded for the party
    [1, 5_000, 0],
  ])('%i payable, %i owed: %i', (payable, owed, recovered) => {
    expect(recoverable(payable, owed)).toBe(recovered);
  });
});

describe('the entries of a payout', () => {
  test('without a debt: payable → in payout, commission by commission', () => {
    expect(lines(payoutEntries({ ...of, items, debts: [], recovered: 0 }))).toEqual([
      ['kol:kol_1:payable', -3_000, 'com_1'],
      ['kol:kol_1:in_payout', 3_000, 'com_1'],
      ['kol:kol_1:payable', -5_000, 'com_2'],
      ['kol:kol_1:in_payout', 5_000, 'com_2'],
    ]);
  });

  test('¥40.00 recovered of ¥80.00: the oldest commission goes whole, the oldest debt is repaid first', () => {
    const debts = [
      { commissionId: 'com_a', amount: 1_500 },
      { commissionId: null, amount: 9_000 },
    ];
    // 30.00 of com_1 and 10.00 of com_2 are kept; 15.00 repays com_a, 25.00 the rest.
    expect(lines(payoutEntries({ ...of, items, debts, recovered: 4_000 }))).toEqual([
      ['kol:kol_1:payable', -3_000, 'com_1'],
      ['kol:kol_1:payable', -5_000, 'com_2'],
      ['kol:kol_1:in_payout', 4_000, 'com_2'],
      ['kol:kol_1:clawback', 1_500, 'com_a'],
      ['kol:kol_1:clawback', 2_500, undefined],
    ]);
  });

  test('tax is spread over what is in payout, each entry with its commission: ¥10.00 of 30/50 is 3.75/6.25', () => {
    const entries = payoutEntries({ ...of, items, debts: [], recovered: 0 });
    expect(lines(withholdEntries({ ...of, entries, withheld: 1_000, ruleSet: 'cn_labour' }))).toEqual([
      ['kol:kol_1:in_payout', -375, 'com_1'],
      ['authority:cn_labour:withheld', 375, 'com_1'],
      ['kol:kol_1:in_payout', -625, 'com_2'],
      ['authority:cn_labour:withheld', 625, 'com_2'],
    ]);
    expect(withholdEntries({ ...of, entries, withheld: 0, ruleSet: 'none' })).toEqual([]);
  });

  test('they sum to nothing, and no commission is taken below zero, whatever the amounts', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.nat(2_000_000), fc.nat(10_000), (given, owed, taxBp) => {
        const parts = given.map((amount, at) => ({ commissionId: `com_${at}`, amount }));
        const total = given.reduce((sum, amount) => sum + amount, 0);
        const recovered = recoverable(total, owed);
        const debts = [{ commissionId: 'com_old', amount: owed }];
        const entries = payoutEntries({ ...of, items: parts, debts, recovered });
        const withheld = Math.floor(((total - recovered) * taxBp) / 10_000);
        const all = [...entries, ...withholdEntries({ ...of, entries, withheld, ruleSet: 'us_w8' })];
        expect(all.reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
        expect(all.every((entry) => entry.amount !== 0)).toBe(true);
        for (const { commissionId } of parts) {
          const inPayout = all
            .filter((entry) => entry.subject === commissionId && entry.account.path.endsWith('in_payout'))
            .reduce((sum, entry) => sum + entry.amount, 0);
          expect(inPayout).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
