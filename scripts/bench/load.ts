import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';

export interface Load {
  origin: string;
  /** Asked for in turn, from a random place on. */
  paths: readonly string[];
  connections: number;
  seconds: number;
}

const Measured = z.object({
  requests: z.number(),
  seconds: z.number(),
  /** Answers that were no 2xx or 3xx, and connections that broke. */
  errors: z.number(),
  p50: z.number(),
  p99: z.number(),
});
/** Latencies in milliseconds. */
export type Measured = z.infer<typeof Measured>;

/** What a phone's browser sends; a tracker must count it. */
export const USER_AGENT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

export function loadTool(): 'wrk' | 'built in' {
  const found = (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'wrk'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return found ? 'wrk' : 'built in';
}

/**
 * Keeps every connection busy with one request at a time, from another process, and measures. With wrk where it is
 * installed (`apt-get install wrk`); the built-in generator is slower than a bare server and then limits it.
 */
export async function applyLoad(load: Load): Promise<Measured> {
  const scratch = mkdtempSync(join(tmpdir(), 'kolony-load-'));
  try {
    return Measured.parse(
      JSON.parse(loadTool() === 'wrk' ? await byWrk(load, scratch) : await byOwn(load, scratch)),
    );
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function byOwn(load: Load, scratch: string): Promise<string> {
  writeFileSync(join(scratch, 'load.json'), JSON.stringify(load));
  return output(process.execPath, [join(import.meta.dirname, 'generator.ts'), join(scratch, 'load.json')]);
}

async function byWrk({ origin, paths, connections, seconds }: Load, scratch: string): Promise<string> {
  const script = join(scratch, 'load.lua');
  writeFileSync(join(scratch, 'paths'), paths.join('\n'));
  writeFileSync(
    script,
    `
local ready, at = {}, 0
wrk.headers["User-Agent"] = "${USER_AGENT}"
init = function()
  for path in io.lines("${join(scratch, 'paths')}") do ready[#ready + 1] = wrk.format("GET", path) end
  math.randomseed(os.time())
  at = math.random(#ready)
end
request = function()
  at = at % #ready + 1
  return ready[at]
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests":%d,"seconds":%f,"errors":%d,"p50":%f,"p99":%f}\\n', summary.requests,
    summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
`,
  );
  const printed = await output('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, origin]);
  return printed.trim().split('\n').at(-1) ?? '';
}

function output(command: string, args: string[]): Promise<string> {
  return new Promise((done, failed) => {
    execFile(command, args, (error, text, errors) =>
      error ? failed(new Error(errors || error.message)) : done(text),
    );
  });
}
