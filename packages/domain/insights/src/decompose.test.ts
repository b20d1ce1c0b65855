import { describe, expect, test } from 'vitest';
import { type Chain, causesOf, mainCause, wholeCauses, wholeParts } from './decompose.ts';

const chain = (clicks: number, orders: number, placed: number, settled?: number): Chain =>
  settled === undefined ? { clicks, orders, placed } : { clicks, orders, placed, settled };
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('why a value changed', () => {
  test('twice the clicks at the same conversion and order value: all of it is the clicks’', () => {
    const causes = causesOf(chain(100, 10, 100_000), chain(200, 20, 200_000));
    expect(causes.clicks).toBeCloseTo(100_000, 6);
    expect(causes.conversion).toBeCloseTo(0, 6);
    expect(causes.orderValue).toBeCloseTo(0, 6);
  });

  test('clicks, conversion and order value together, by hand', () => {
    // 100 clicks × 10 % × ¥100.00 = ¥1,000.00 → 200 × 5 % × ¥400.00 = ¥4,000.00. Δ ¥3,000.00, ln ratio ln 4, so
    // L = 3,000 ÷ ln 4: clicks ln 2 → half of it, conversion ln ½ → minus half of it, order value ln 4 → all of it.
    const causes = causesOf(chain(100, 10, 100_000), chain(200, 10, 400_000));
    expect(causes.clicks).toBeCloseTo(150_000, 6);
    expect(causes.conversion).toBeCloseTo(-150_000, 6);
    expect(causes.orderValue).toBeCloseTo(300_000, 6);
    expect(mainCause(causes)).toBe('orderValue');
  });

  test('the last days are not settled yet: that is its own cause', () => {
    const causes = causesOf(chain(100, 10, 100_000, 90_000), chain(100, 10, 100_000, 30_000));
    expect(causes.kept).toBeCloseTo(-60_000, 6);
    expect(mainCause(causes)).toBe('kept');
  });

  test('the limits: who came, who left, whose clicks brought no order, of whom nothing is settled', () => {
    expect(causesOf(chain(0, 0, 0), chain(50, 2, 9_000))).toEqual({ joined: 9_000 });
    expect(causesOf(chain(50, 2, 9_000), chain(0, 0, 0))).toEqual({ left: -9_000 });
    expect(causesOf(chain(50, 0, 0), chain(50, 2, 9_000))).toEqual({ conversion: 9_000 });
    expect(causesOf(chain(50, 2, 9_000, 9_000), chain(50, 2, 9_000, 0))).toEqual({ kept: -9_000 });
    expect(causesOf(chain(5, 0, 0, 0), chain(9, 0, 0, 0))).toEqual({});
    expect(causesOf(chain(0, 0, 0), chain(0, 0, 0))).toEqual({});
  });

  test('orders by code alone are orders, not clicks', () => {
    const causes = causesOf(chain(0, 10, 100_000), chain(3, 20, 200_000));
    expect(causes.orders).toBeCloseTo(100_000, 6);
    expect(causes.clicks).toBeUndefined();
    expect(causesOf(chain(0, 0, 0), chain(0, 4, 8_000))).toEqual({ joined: 8_000 });
  });

  test('causes sum to the change, to the cent, over many KOLs and whatever happened to them', () => {
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state % below;
    };
    for (let round = 0; round < 300; round++) {
      const pairs = Array.from({ length: 1 + random(40) }, () => {
        const one = () => {
          const orders = random(4) === 0 ? 0 : random(50);
          const placed = orders * (1 + random(99_999));
          const settled = Math.floor((placed * random(11)) / 10);
          return chain(random(5) === 0 ? 0 : random(5_000), orders, placed, settled);
        };
        return [one(), one()] as const;
      });
      const delta = sum(pairs.map(([was, is]) => (is.settled ?? 0) - (was.settled ?? 0)));
      const causes = wholeCauses(
        pairs.map(([was, is]) => causesOf(was, is)),
        delta,
      );
      expect(sum(causes.map(({ amount }) => amount))).toBe(delta);
    }
  });
});

test('fractions of either sign become whole numbers that sum to the total, none off by one or more', () => {
  expect(wholeParts([0.5, 0.5], 1)).toEqual([1, 0]);
  expect(wholeParts([-1.6, 2.6], 1)).toEqual([-2, 3]);
  expect(wholeParts([33.33, 33.33, 33.34], 100)).toEqual([33, 33, 34]);
  expect(wholeParts([1e-9, 999.999999999], 1_000)).toEqual([0, 1_000]);
});
