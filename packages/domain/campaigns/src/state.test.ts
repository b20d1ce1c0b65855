import { expect, test } from 'vitest';
import { CampaignState } from './schema.ts';
import { assertTransition } from './state.ts';

const LEGAL = ['draft → live', 'live → closed'];
const moves = CampaignState.options.flatMap((from) => CampaignState.options.map((to) => ({ from, to })));

test.each(moves)('$from → $to', ({ from, to }) => {
  const move = () => assertTransition(from, to);
  if (LEGAL.includes(`${from} → ${to}`)) expect(move).not.toThrow();
  else {
    const refusal = { code: 'campaigns/illegal_transition', kind: 'conflict', facts: { from, to } };
    expect(move).toThrow(expect.objectContaining(refusal));
  }
});
