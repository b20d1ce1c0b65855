import { expect, test } from 'vitest';
import { DealState } from './schema.ts';
import { assertTransition } from './state.ts';

test('invited → active | declined | withdrawn; active → ended; nothing else', () => {
  const legal = DealState.options.flatMap((from) =>
    DealState.options.filter((to) => {
      try {
        assertTransition(from, to);
        return true;
      } catch {
        return false;
      }
    }).map((to) => `${from} → ${to}`),
  );
  expect(legal).toEqual(['invited → active', 'invited → declined', 'invited → withdrawn', 'active → ended']);
});
