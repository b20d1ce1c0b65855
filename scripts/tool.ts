import { spawn } from 'node:child_process';
import { delimiter, dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export interface ToolRun {
  code: number;
  /** What it printed, both streams in order; empty when it printed to the terminal. */
  output: string;
  seconds: number;
}

export interface ToolOptions {
  env?: NodeJS.ProcessEnv;
  /** Let it print for itself instead of keeping what it says. */
  show?: boolean;
}

/** Runs one of node_modules/.bin under the pinned Node, from the root of the repository. Never throws for its exit. */
export function runTool(name: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolRun> {
  const bin = join(root, 'node_modules', '.bin');
  const path = [dirname(process.execPath), bin, process.env.PATH ?? ''].join(delimiter);
  const began = performance.now();
  const child = spawn(join(bin, name), args, {
    cwd: root,
    env: { ...process.env, ...options.env, PATH: path },
    stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((done) => {
    const finish = (code: number) => done({ code, output, seconds: (performance.now() - began) / 1000 });
    child.on('error', (error) => {
      output += error.message;
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
