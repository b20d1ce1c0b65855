#!/usr/bin/env node
/**
 * Every `npm run` command enters here: `node scripts/bootstrap.mjs <command> [arguments]`.
 * Plain JavaScript without dependencies, because it runs on the user's own Node (≥ 20) before anything is installed.
 * It checks the machine, installs what is pinned when that changed, generates the Prisma client when the schema
 * changed, and hands over to scripts/<command>.ts under the pinned Node.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateClient } from './bootstrap/client.mjs';
import { installPackages, isInstalled } from './bootstrap/packages.mjs';
import { diagnose, earlyProblems, Refusal } from './bootstrap/preflight.mjs';
import { say } from './bootstrap/steps.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node');

/** Name → the script and its leading arguments. `serves` commands bind the five ports and run until stopped. */
const commands = {
  start: { script: 'start.ts', serves: true },
  dev: { script: 'start.ts', leading: ['--dev'], serves: true },
  test: { script: 'test.ts' },
  check: { script: 'check.ts' },
  doctor: { script: 'doctor.ts' },
  seed: { script: 'seed.ts' },
  migrate: { script: 'migrate.ts' },
  clock: { script: 'clock.ts' },
  rebuild: { script: 'rebuild.ts' },
  'ledger-audit': { script: 'ledger-audit.ts' },
  bench: { script: 'bench.ts' },
  'new-room': { script: 'new-room.ts' },
};

async function main() {
  const [name = '', ...rest] = process.argv.slice(2);
  const given = rest[0] === '--' ? rest.slice(1) : rest;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new Refusal(`unknown command '${name}'.`, `Commands: ${Object.keys(commands).join(', ')}.`);

  if (name === 'doctor') {
    const healthy = await diagnose(root, process.env);
    if (!isInstalled(root)) {
      say('✗ packages: not installed, or changed since. Mend: npm start (installs them).');
      return 1;
    }
    const deeper = await run(command, given);
    return healthy ? deeper : 1;
  }

  const problems = await earlyProblems(root, {
    env: process.env,
    installing: !isInstalled(root),
    serving: command.serves === true,
  });
  const first = problems[0];
  if (first) throw first;
  await installPackages(root);
  await generateClient(root, pinnedNode);
  return run(command, given);
}

/**
 * Runs the script under the pinned Node and returns its exit code. A serving command gets a session of its own: the
 * terminal's Ctrl-C would otherwise reach PostgreSQL at the same instant as the servers that still drain into it.
 * It notices by its closed IPC channel when this process is killed.
 */
function run(command, given) {
  if (!existsSync(pinnedNode))
    throw new Refusal('the pinned Node is missing from node_modules.', 'Remove node_modules and run again.');
  const path = [dirname(pinnedNode), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(
    delimiter,
  );
  const serves = command.serves === true;
  const child = spawn(
    pinnedNode,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'scripts', command.script),
      ...(command.leading ?? []),
      ...given,
    ],
    {
      cwd: root,
      stdio: serves ? ['ignore', 'inherit', 'inherit', 'ipc'] : 'inherit',
      detached: serves,
      env: { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1' },
    },
  );
  // Without a session of its own the child hears the terminal itself; then this process only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (serves || signal !== 'SIGINT') child.kill(signal);
    });
  endWithNpm(() => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** A killed npm does not pass its signal on; that it is gone is seen by our new parent. */
function endWithNpm(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

main().then(
  (code) => {
    process.exitCode = code;
    if (process.connected) process.disconnect();
  },
  (error) => {
    // A foreseen failure is one line with its remedy; anything else is a defect and keeps its stack.
    console.error(error instanceof Refusal ? `\nKolony: ${error.message}` : error);
    process.exitCode = 1;
  },
);
