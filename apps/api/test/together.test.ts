import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from '../src/together.ts';

/** Answers with how many times it was asked, when told to. */
function slow() {
  const open: ((error?: Error) => void)[] = [];
  let asked = 0;
  const ask = together(async () => {
    const n = ++asked;
    await new Promise<void>((resolve, reject) => {
      open.push((error) => (error ? reject(error) : resolve()));
    });
    return n;
  });
  return { ask, asked: () => asked, answer: (error?: Error) => open.shift()?.(error) };
}

test('a hundred who ask while one is answered share the next answer, never the one before', async () => {
  const { ask, asked, answer } = slow();
  const first = ask('key');
  const rest = Array.from({ length: 100 }, () => ask('key'));
  answer();
  expect(await first).toBe(1);
  await sleep(1);
  answer();
  expect(new Set(await Promise.all(rest))).toEqual(new Set([2]));
  expect(asked()).toBe(2);
});

test('different questions do not wait for each other, and an idle one is asked at once', async () => {
  const { ask, asked, answer } = slow();
  const [a, b] = [ask('a'), ask('b')];
  expect(asked()).toBe(2);
  answer();
  answer();
  await Promise.all([a, b]);
  await sleep(1);
  const again = ask('a');
  expect(asked()).toBe(3);
  answer();
  expect(await again).toBe(3);
});

test('a failure is told to those who asked, and the next question is asked anew', async () => {
  const { ask, answer } = slow();
  const first = ask('key');
  const second = ask('key');
  answer(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await sleep(1);
  answer();
  expect(await second).toBe(2);
});
