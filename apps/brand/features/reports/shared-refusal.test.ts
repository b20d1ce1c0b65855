import { expect, test } from 'vitest';
import { refusalOf } from './shared-refusal.ts';

test.each([
  ['TOO_MANY_REQUESTS', 'too_often'],
  ['NOT_FOUND', 'over'],
] as const)('a page whose procedure says %s says %s', (code, said) =>
  expect(refusalOf(Object.assign(new Error('refused'), { name: 'TRPCError', code }))).toBe(said),
);
