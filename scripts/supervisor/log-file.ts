import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const LARGEST = 20 * 1024 * 1024;

export interface LogFile {
  readonly path: string;
  write(line: string): void;
  /** The last lines, for an error message. */
  tail(lines: number): string;
  close(): void;
}

/** `<folder>/<name>.log`, appended; at 20 MB it becomes `.log.1` and a new one begins. A full disk loses lines only. */
export function openLogFile(folder: string, name: string): LogFile {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;
  return {
    path,
    write(line) {
      const bytes = Buffer.from(`${line}\n`);
      try {
        if (size + bytes.length > LARGEST) {
          closeSync(file);
          renameSync(path, `${path}.1`);
          file = openSync(path, 'a', 0o600);
          size = 0;
        }
        size += writeSync(file, bytes);
      } catch {
        // The log is not worth a server.
      }
    },
    tail(lines) {
      return existsSync(path)
        ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
        : '';
    },
    close: () => closeSync(file),
  };
}

/** PostgreSQL calls FATAL whatever ends one session, a client that connects while it starts included. */
const POSTGRES_TROUBLE = /\bPANIC:|No space left|could not (write|fsync|extend)|corrupt/;

/**
 * Whether a line deserves the terminal: a structured line at level error or above, or an uncaught failure's text.
 * Everything else is in the log file.
 */
export function isImportant(name: string, line: string): boolean {
  if (name === 'postgres') return POSTGRES_TROUBLE.test(line);
  const level = /^\{.*"level":"?(\w+)/.exec(line)?.[1];
  if (level !== undefined) return level === 'error' || level === 'fatal' || Number(level) >= 50;
  return /\b(uncaught|unhandled|fatal|panic|EADDRINUSE|ENOSPC)\b/i.test(line) || /^\s*\w*Error: /.test(line);
}
