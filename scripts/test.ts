/**
 * `npm test`: everything CI runs, on its own ports and data. `npm test -- unit db` runs only these kinds.
 * A kind that fails does not stop the next one; the last line is `N passed, N failed, N skipped`.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './bootstrap/steps.mjs';
import { runBrowserTests } from './browser-tests.ts';
import { runStaticChecks } from './static-checks.ts';
import { makeScratchFolder } from './supervisor/private-state.ts';
import { add, type Counts, isGreen, sentence, vitestCounts } from './test-counts.ts';
import { runTool } from './tool.ts';

const scratch = makeScratchFolder('test');

/** A user's own stores, ports and data must not be touched by tests: nothing of Kolony's environment is inherited. */
for (const name of Object.keys(process.env))
  if (
    /^(DATABASE_URL|CLICKHOUSE_URL|KOLONY_.+|(BRAND|PORTAL|TRACKER|API|WORKER)_(PORT|PUBLIC_URL))$/.test(name)
  )
    delete process.env[name];

const kinds: Record<string, () => Promise<Counts>> = {
  check: staticKind,
  unit: () => vitestKind('unit'),
  db: () => vitestKind('db'),
  fault: () => vitestKind('fault'),
  e2e: () => runBrowserTests(scratch),
};

/** Each static check counts as one test. */
async function staticKind(): Promise<Counts> {
  const results = await runStaticChecks(false, ({ name, code, output, seconds }) => {
    say(`  ${code === 0 ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s`);
    if (code !== 0) say(output.trim().replace(/^/gm, '      '));
  });
  const failed = results.filter(({ code }) => code !== 0).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

async function vitestKind(project: string): Promise<Counts> {
  const report = join(scratch, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { code } = await runTool('vitest', args, { show: true });
  return vitestCounts(report, code);
}

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.find((kind) => !Object.hasOwn(kinds, kind));
  if (unknown !== undefined) {
    console.error(`Kolony: there is no kind of test '${unknown}'. Kinds: ${Object.keys(kinds).join(', ')}.`);
    return 1;
  }
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      interrupted = true;
    });

  const table: { kind: string; counts: Counts; seconds: number }[] = [];
  for (const [kind, run] of Object.entries(kinds)) {
    if (interrupted || (asked.length > 0 && !asked.includes(kind))) continue;
    say(`\n── ${kind} ${'─'.repeat(60 - kind.length)}`);
    const began = performance.now();
    const counts = await run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    table.push({ kind, counts, seconds: (performance.now() - began) / 1000 });
  }

  say('');
  for (const { kind, counts, seconds } of table)
    say(
      `${isGreen(counts) ? '✓' : '✗'} ${kind.padEnd(6)} ${seconds.toFixed(1).padStart(7)} s   ${sentence(counts)}`,
    );
  if (interrupted) say('Interrupted: the rest did not run.');
  const total = table.map(({ counts }) => counts).reduce(add, { passed: 0, failed: 0, skipped: 0 });
  say(sentence(total));
  if (interrupted) return 130;
  return isGreen(total) && total.passed > 0 ? 0 : 1;
}

main(process.argv.slice(2))
  .finally(() => rmSync(scratch, { recursive: true, force: true }))
  .then(
    (code) => process.exit(code),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
