import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processClock } from './index.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kolony-clock-'));
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true, force: true });
});

test('the clock follows its file: moved, being written, moved back, gone', () => {
  const clockFile = join(dir, 'clock');
  const clock = processClock({ clockFile });
  /** Milliseconds ahead, 100 ms later: it reads no sooner. */
  const ahead = () => {
    vi.setSystemTime(Date.now() + 100);
    return clock.now().getTime() - Date.now();
  };
  expect(ahead()).toBe(0);
  writeFileSync(clockFile, String(8 * DAY));
  expect(clock.now().getTime() - Date.now()).toBe(0);
  expect(ahead()).toBe(8 * DAY);
  writeFileSync(clockFile, '');
  expect(ahead()).toBe(8 * DAY);
  writeFileSync(clockFile, 'soon');
  expect(ahead()).toBe(8 * DAY);
  writeFileSync(clockFile, '0\n');
  expect(ahead()).toBe(0);
  writeFileSync(clockFile, String(DAY));
  expect(ahead()).toBe(DAY);
  rmSync(clockFile);
  expect(ahead()).toBe(0);
});
