/** `npm run clock -- +8d | reset | show`: moves the demo's clock, so that a hold ends without waiting for it. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { DAY, HOUR, MINUTE, SECOND } from '@kolony/kernel';

const UNITS: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** `+8d`, `+90m`, `+1d12h` in milliseconds. Undefined when it is none of these: time goes forward only. */
export function parseAhead(text: string): number | undefined {
  if (!/^\+(\d+[smhdw])+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([smhdw])/g))
    sum += Number(count) * (UNITS[unit ?? ''] ?? 0);
  return Number.isSafeInteger(sum) ? sum : undefined;
}

/** The milliseconds the clock is ahead; 0 without a file. */
export function readAhead(file: string): number {
  const ahead = existsSync(file) ? Number(readFileSync(file, 'utf8').trim() || '0') : 0;
  return Number.isSafeInteger(ahead) ? ahead : 0;
}

/** Replaced in one step: a process that reads it meanwhile sees the old number or the new one. */
function writeAhead(file: string, ahead: number): void {
  writeFileSync(`${file}.new`, `${ahead}\n`);
  renameSync(`${file}.new`, file);
}

function main(argument = 'show'): number {
  const config = readConfig();
  const file = config.clockFile ?? join(config.dataDir, 'clock');
  mkdirSync(config.dataDir, { recursive: true });
  if (argument === 'reset') writeAhead(file, 0);
  else if (argument !== 'show') {
    const ahead = parseAhead(argument);
    if (ahead === undefined) {
      console.error(`'${argument}' is no time to add. Use +8d, +90m, +1d12h (s, m, h, d, w), reset or show.`);
      return 1;
    }
    writeAhead(file, readAhead(file) + ahead);
  }
  const ahead = readAhead(file);
  const days = (ahead / DAY).toFixed(2).replace(/\.?0+$/, '');
  console.log(`Kolony's clock shows ${new Date(Date.now() + ahead).toISOString()} (${days} days ahead).`);
  if (config.databaseUrl && !config.clockFile)
    console.log(
      'With DATABASE_URL set, servers keep the system clock unless KOLONY_CLOCK_FILE names this file.',
    );
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv[2]);
