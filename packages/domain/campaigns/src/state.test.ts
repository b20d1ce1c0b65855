import { expect, test } from 'vitest';
import { CampaignState } from './schema.ts';
import { assertTransition } from './state.ts';

test('draft → live → closed, and nothing else', () => {
  const legal = CampaignState.options.flatMap((from) =>
    CampaignState.options.filter((to) => {
      try {
        assertTransition(from, to);
        return true;
      } catch {
        return false;
      }
    }).map((to) => `${from} → ${to}`),
  );
  expect(legal).toEqual(['draft → live', 'live → closed']);
});
