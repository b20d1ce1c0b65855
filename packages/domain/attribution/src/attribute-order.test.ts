import { after, DAY } from '@kolony/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributeOrder, type Candidate, CLOCK_TOLERANCE } from './attribute-order.ts';

const noon = new Date('2026-11-01T12:00:00.000Z');
const touch = (clickId: string, at: Date, more: Partial<Candidate> = {}): Candidate => ({
  clickId,
  linkId: `link-${clickId}`,
  dealId: `deal-${clickId}`,
  kolId: `kol-${clickId}`,
  campaignId: 'campaign',
  at,
  currency: 'CNY',
  windowDays: 30,
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
      verdicts(at, [touch('short', after(noon, DAY / 2), { windowDays: 7 }), touch('long', noon)]),
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

test('shares sum to 10,000 or to 0, at most one touch wins, and shuffling changes nothing', () => {
  const candidate = fc.record({
    clickId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    offset: fc.integer({ min: -40, max: 5 }),
    dealActive: fc.boolean(),
    currency: fc.constantFrom('CNY' as const, 'USD' as const),
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
