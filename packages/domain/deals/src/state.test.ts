import { expect, test } from 'vitest';
import { DealState } from './schema.ts';
import { assertTransition } from './state.ts';

const LEGAL = ['invited → active', 'invited → declined', 'invited → withdrawn', 'active → ended'];
const moves = DealState.options.flatMap((from) => DealState.options.map((to) => ({ from, to })));

test.each(moves)('$from → $to', ({ from, to }) => {
  const move = () => assertTransition(from, to);
  if (LEGAL.includes(`${from} → ${to}`)) expect(move).not.toThrow();
  else {
    const refusal = { code: 'deals/illegal_transition', kind: 'conflict', facts: { from, to } };
    expect(move).toThrow(expect.objectContaining(refusal));
  }
});
