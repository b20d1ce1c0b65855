import { expect, test } from 'vitest';
import { turnstile } from './turnstile.ts';

/** A turnstile, and pieces of work that end when told to. */
function gate(atOnce: number, mayWait: number) {
  const inTurn = turnstile({ atOnce, mayWait });
  const started: number[] = [];
  const ends: (() => void)[] = [];
  let now = 0;
  let most = 0;
  const enter = (id: number, fails = false) =>
    inTurn(async () => {
      started.push(id);
      most = Math.max(most, ++now);
      await new Promise<void>((resolve) => ends.push(resolve));
      now -= 1;
      if (fails) throw new Error(`${id}`);
      return id;
    });
  return { enter, started, end: () => ends.shift()?.(), most: () => most };
}

test('never more at once than allowed, in order, also when newcomers arrive just as one leaves', async () => {
  const { enter, started, end, most } = gate(2, 10);
  const first = [enter(1), enter(2), enter(3), enter(4)];
  expect(started).toEqual([1, 2]);
  end();
  // At every step of the hand-over somebody new is at the door.
  const later: Promise<number>[] = [];
  for (let id = 5; id < 10; id++) {
    later.push(enter(id));
    await Promise.resolve();
  }
  for (let i = 0; i < 20; i++) {
    end();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await Promise.all([...first, ...later])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(started).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(most()).toBe(2);
});

test('who would wait behind too many is refused, and takes nobody’s place', async () => {
  const { enter, end } = gate(1, 1);
  const running = enter(1);
  const waiting = enter(2);
  await expect(enter(3)).rejects.toMatchObject({ code: 'identity/busy', kind: 'unavailable' });
  end();
  expect(await running).toBe(1);
  await Promise.resolve();
  end();
  expect(await waiting).toBe(2);
});

test('work that fails leaves its place', async () => {
  const { enter, end } = gate(1, 1);
  const failing = enter(1, true);
  const next = enter(2);
  end();
  await expect(failing).rejects.toThrow('1');
  end();
  expect(await next).toBe(2);
});
