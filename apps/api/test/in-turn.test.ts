import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurn } from '../src/in-turn.ts';

test('one after another by name, a failure included; other names at the same time', async () => {
  const turn = inTurn();
  const log: string[] = [];
  const work =
    (what: string, fails = false) =>
    async () => {
      log.push(`+${what}`);
      await sleep(5);
      log.push(`-${what}`);
      if (fails) throw new Error(what);
      return what;
    };
  const all = await Promise.allSettled([
    turn('a', work('a1', true)),
    turn('a', work('a2')),
    turn('b', work('b1')),
    turn('a', work('a3')),
  ]);
  expect(all.map((one) => one.status === 'fulfilled' && one.value)).toEqual([false, 'a2', 'b1', 'a3']);
  expect(log.filter((line) => line.includes('a'))).toEqual(['+a1', '-a1', '+a2', '-a2', '+a3', '-a3']);
  expect(log.indexOf('+b1')).toBeLessThan(log.indexOf('-a1'));
});
