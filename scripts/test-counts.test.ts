import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { add, type Counts, playwrightCounts, sentence, vitestCounts } from './test-counts.ts';

function counted(report: string, count: (file: string) => Counts): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'kolony-counts-'));
  try {
    writeFileSync(join(folder, 'report.json'), report);
    return count(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const vitest = (numbers: object) =>
  JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...numbers });

test('passed, failed, skipped and todo tests of vitest', () => {
  const report = vitest({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(counted(report, (file) => vitestCounts(file, 1))).toEqual({ passed: 7, failed: 2, skipped: 2 });
});

test('a file that did not load fails the kind although no test failed', () => {
  expect(counted(vitest({}), (file) => vitestCounts(file, 1))).toEqual({ passed: 7, failed: 1, skipped: 0 });
});

test('a crashed runner without a report is one failure', () => {
  expect(vitestCounts('/nowhere/report.json', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(counted('{"half', (file) => vitestCounts(file, 0))).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a flaky browser test counts as failed', () => {
  const report = JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } });
  expect(counted(report, (file) => playwrightCounts(file, 1))).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('the last line', () => {
  const total = add({ passed: 3, failed: 0, skipped: 1 }, { passed: 2, failed: 1, skipped: 0 });
  expect(sentence(total)).toBe('5 passed, 1 failed, 1 skipped');
});
