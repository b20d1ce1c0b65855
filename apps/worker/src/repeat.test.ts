import { expect, test } from 'vitest';
import { repeat } from './repeat.ts';

const quiet = { info() {}, error() {} };

test('failures are waited out and the loop goes on', async () => {
  const stopping = new AbortController();
  const failed: number[] = [];
  let round = 0;
  await repeat(
    {
      name: 'test',
      pause: { busy: 0, idle: 1 },
      onFailure: () => failed.push(round),
      work: async () => {
        round += 1;
        if (round <= 2) throw new Error('away');
        stopping.abort();
        return 1;
      },
    },
    { signal: stopping.signal, log: quiet },
  );
  expect(failed).toEqual([1, 2]);
  expect(round).toBe(3);
});

test('a round under way is finished before the loop ends', async () => {
  const stopping = new AbortController();
  let finished = false;
  const loop = repeat(
    {
      name: 'test',
      pause: { busy: 0, idle: 60_000 },
      work: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        finished = true;
        return 0;
      },
    },
    { signal: stopping.signal, log: quiet },
  );
  stopping.abort();
  await loop;
  expect(finished).toBe(true);
});
