import { after, DAY } from '@kolony/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributeOrder, type Candidate, CLOCK_TOLERANCE, REPEAT } from './attribute-order.ts';

const noon = new Date('2026-11-01T12:00:00.000Z');
const rule = { model: 'last_click', windowDays: 30, codeRule: 'code_wins' } as const;
const touch = (clickId: string, at: Date, more: Partial<Candidate> = {}): Candidate => ({
  kind: 'click',
  clickId,
  linkId: `link-${clickId}`,
  dealId: `deal-${clickId}`,
  kolId: `kol-${clickId}`,
  campaignId: 'campaign',
  at,
  currency: 'CNY',
  rule,
  dealActive: true,
  ...more,
});
const verdicts = (at: Date, candidates: Candidate[]) =>
  Object.fromEntries(
    attributeOrder({ at, currency: 'CNY' }, candidates, []).touches.map((t) => [t.clickId, t.verdict]),
  );

describe('last click', () => {
  test('the latest eligible touch earns the whole order, whatever the order of arrival', () => {
    const candidates = [touch('b', after(noon, DAY)), touch('a', noon)];
    const decision = attributeOrder({ at: after(noon, 2 * DAY), currency: 'CNY' }, candidates, []);
    expect(decision.touches.map((t) => [t.clickId, t.shareBp, t.verdict])).toEqual([
      ['a', 0, 'not_last'],
      ['b', 10_000, 'last_touch'],
    ]);
    expect(decision.winner).toBe(1);
  });

  test('the window ends N × 86,400 s after the click, inclusive to the millisecond', () => {
    const end = after(noon, 30 * DAY);
    expect(verdicts(end, [touch('a', noon)])).toEqual({ a: 'last_touch' });
    expect(verdicts(after(end, 1), [touch('a', noon)])).toEqual({ a: 'outside_window' });
  });

  test('each touch is judged by the window of its own campaign', () => {
    const at = after(noon, 8 * DAY);
    expect(
      verdicts(at, [
        touch('short', after(noon, DAY / 2), { rule: { ...rule, windowDays: 7 } }),
        touch('long', noon),
      ]),
    ).toEqual({
      short: 'outside_window',
      long: 'last_touch',
    });
  });

  test('a click after the order, an ended deal and another currency cannot earn', () => {
    const at = after(noon, DAY);
    expect(
      verdicts(at, [
        touch('later', after(at, CLOCK_TOLERANCE + 1)),
        touch('ended', noon, { dealActive: false }),
        touch('usd', noon, { currency: 'USD' }),
      ]),
    ).toEqual({ later: 'after_order', ended: 'deal_not_active', usd: 'other_currency' });
  });

  test('a click within the shop’s clock tolerance after the order is before it', () => {
    expect(verdicts(noon, [touch('skewed', after(noon, CLOCK_TOLERANCE))])).toEqual({ skewed: 'last_touch' });
  });

  test('no eligible touch: nobody earns, and the refused clicks stay on record', () => {
    const decision = attributeOrder({ at: noon, currency: 'CNY' }, [], [{ clickId: 'x', reason: 'forged' }]);
    expect(decision).toMatchObject({
      winner: null,
      windowDays: null,
      touches: [],
      refusedClicks: [{ clickId: 'x', reason: 'forged' }],
    });
  });
});

test('shares sum to 10,000 or to 0, and shuffling changes nothing', () => {
  const candidate = fc.record({
    clickId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    offset: fc.integer({ min: -40, max: 5 }),
    dealActive: fc.boolean(),
    currency: fc.constantFrom('CNY' as const, 'USD' as const),
    kind: fc.constantFrom('click' as const, 'click' as const, 'code' as const),
    rule: fc.record({
      model: fc.constantFrom('last_click', 'first_click', 'linear', 'time_decay', 'position'),
      codeRule: fc.constantFrom('code_wins', 'link_wins', 'only_if_involved'),
      windowDays: fc.integer({ min: 1, max: 90 }),
    }) as fc.Arbitrary<Candidate['rule']>,
  });
  fc.assert(
    fc.property(fc.uniqueArray(candidate, { selector: (c) => c.clickId }), (given) => {
      const candidates = given.map(({ clickId, offset, ...more }) =>
        touch(clickId, after(noon, offset * DAY), more),
      );
      const decision = attributeOrder({ at: noon, currency: 'CNY' }, candidates, []);
      const shares = decision.touches.reduce((sum, t) => sum + t.shareBp, 0);
      expect(shares).toBe(decision.winner === null ? 0 : 10_000);
      expect(attributeOrder({ at: noon, currency: 'CNY' }, candidates.toReversed(), [])).toEqual(decision);
    }),
    { numRuns: 2_000 },
  );
});

/** A code of a KOL, used at the order's instant. */
const code = (kolId: string, more: Partial<Candidate> = {}) =>
  touch(`CODE-${kolId}`, noon, { kind: 'code', linkId: null, kolId, dealId: `deal-${kolId}`, ...more });

describe('code versus link', () => {
  const click = (kolId: string, days: number, more: Partial<Candidate> = {}) =>
    touch(`click-${kolId}`, after(noon, -days * DAY), { kolId, dealId: `deal-${kolId}`, ...more });
  const withRule = (codeRule: Candidate['rule']['codeRule']) => ({ rule: { ...rule, codeRule } });

  test('code wins: whoever owns the code earns, whoever was clicked last', () => {
    expect(verdicts(noon, [click('ann', 1), code('bo', withRule('code_wins'))])).toEqual({
      'click-ann': 'lost_to_code',
      'CODE-bo': 'code_wins',
    });
  });

  test('link wins: a click goes before the code; without any click the code earns', () => {
    expect(verdicts(noon, [click('ann', 1), code('bo', withRule('link_wins'))])).toEqual({
      'click-ann': 'last_touch',
      'CODE-bo': 'lost_to_link',
    });
    expect(verdicts(noon, [code('bo', withRule('link_wins'))])).toEqual({ 'CODE-bo': 'code_wins' });
    expect(verdicts(noon, [click('ann', 31), code('bo', withRule('link_wins'))])).toEqual({
      'click-ann': 'outside_window',
      'CODE-bo': 'code_wins',
    });
  });

  test('only if involved: the code earns when its KOL was clicked within the window, even earlier than others', () => {
    expect(
      verdicts(noon, [click('bo', 9), click('ann', 1), code('bo', withRule('only_if_involved'))]),
    ).toEqual({
      'click-bo': 'lost_to_code',
      'click-ann': 'lost_to_code',
      'CODE-bo': 'code_wins',
    });
    expect(verdicts(noon, [click('ann', 1), code('bo', withRule('only_if_involved'))])).toEqual({
      'click-ann': 'last_touch',
      'CODE-bo': 'code_not_involved',
    });
    expect(verdicts(noon, [code('bo', withRule('only_if_involved'))])).toEqual({
      'CODE-bo': 'code_not_involved',
    });
  });

  test('one pool: code and click of two KOLs are never both paid', () => {
    for (const codeRule of ['code_wins', 'link_wins', 'only_if_involved'] as const) {
      const { touches } = attributeOrder(
        { at: noon, currency: 'CNY' },
        [click('ann', 1), click('bo', 2), code('bo', withRule(codeRule))],
        [],
      );
      expect(touches.reduce((sum, { shareBp }) => sum + shareBp, 0)).toBe(10_000);
      expect(touches.filter(({ shareBp }) => shareBp > 0)).toHaveLength(1);
    }
  });
});

describe('shared credit', () => {
  const clicks = (model: Candidate['rule']['model'], days: readonly number[]) =>
    days.map((ago, index) => touch(`c${index}`, after(noon, -ago * DAY), { rule: { ...rule, model } }));
  const shares = (model: Candidate['rule']['model'], days: readonly number[]) =>
    attributeOrder({ at: noon, currency: 'CNY' }, clicks(model, days), []).touches.map((t) => t.shareBp);

  test('first click: the oldest within the window', () => {
    expect(shares('first_click', [40, 20, 3])).toEqual([0, 10_000, 0]);
  });

  test('linear: a third each, the odd basis point to the earliest', () => {
    expect(shares('linear', [9, 5, 1])).toEqual([3_334, 3_333, 3_333]);
  });

  test('time decay halves every seven days: 14, 7 and 0 days ago weigh 1 : 2 : 4', () => {
    // 1/7 = 1428.57…, 2/7 = 2857.14…, 4/7 = 5714.28… bp; one point is left, the largest remainder (.57) gets it.
    expect(shares('time_decay', [14, 7, 0])).toEqual([1_429, 2_857, 5_714]);
    // 3.5 days: 2^(−0.5) = 0.70711: 0.70711 ÷ 1.70711 = 0.41421.
    expect(shares('time_decay', [3.5, 0])).toEqual([4_142, 5_858]);
  });

  test('position: 40/20/40, the middle shared; 50/50 for two; all for one', () => {
    expect(shares('position', [4, 3, 2, 1])).toEqual([4_000, 1_000, 1_000, 4_000]);
    expect(shares('position', [4, 2, 1])).toEqual([4_000, 2_000, 4_000]);
    expect(shares('position', [2, 1])).toEqual([5_000, 5_000]);
    expect(shares('position', [1])).toEqual([10_000]);
  });

  test('credit is shared within the campaign of the last click; repeats within half an hour are one touch', () => {
    const linear = { rule: { ...rule, model: 'linear' as const } };
    const decision = attributeOrder(
      { at: noon, currency: 'CNY' },
      [
        touch('elsewhere', after(noon, -3 * DAY), { campaignId: 'other', ...linear }),
        touch('one', after(noon, -2 * DAY), linear),
        touch('again', after(noon, -2 * DAY + REPEAT), { ...linear, linkId: 'link-one' }),
        touch('rolls', after(noon, -2 * DAY + 2 * REPEAT), { ...linear, linkId: 'link-one' }),
        touch('two', after(noon, -DAY), linear),
      ],
      [],
    );
    expect(decision.touches.map((t) => [t.clickId, t.shareBp, t.verdict])).toEqual([
      ['elsewhere', 0, 'other_campaign'],
      ['one', 5_000, 'shared'],
      ['again', 0, 'repeat'],
      ['rolls', 0, 'repeat'],
      ['two', 5_000, 'shared'],
    ]);
  });
});
