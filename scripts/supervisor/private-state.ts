import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPorts } from '../bootstrap/preflight.mjs';

/**
 * The owner's alone; started as root, others may pass through (not look), because PostgreSQL then runs as an account
 * that must reach its cluster. What is secret inside is a file of mode 600.
 */
const FOLDER_MODE = process.getuid?.() === 0 ? 0o711 : 0o700;

export function makeDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: FOLDER_MODE });
}

/** A data directory for one test run or benchmark, which its maker removes. */
export function makeScratchFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `kolony-${purpose}-`));
  chmodSync(folder, FOLDER_MODE);
  return folder;
}

/** Written whole or not at all, readable by its owner only. */
export function writePrivate(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/** The key for click tokens and visitor hashes: 32 bytes in hex, made once per data directory. */
export function secretOf(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) writePrivate(file, `${randomBytes(32).toString('hex')}\n`);
  return readFileSync(file, 'utf8').trim();
}

export interface StoreAddress {
  postgresPort: number;
  clickhousePort: number;
  clickhousePassword: string;
}

/**
 * Where the embedded stores listen: free ports chosen once and kept, so that a tool's connection survives a restart.
 * A port that something else took meanwhile is replaced.
 */
export async function storeAddressOf(dataDir: string): Promise<StoreAddress> {
  const file = join(dataDir, 'stores.json');
  const known = readAddress(file);
  const address = {
    postgresPort: await usable(known?.postgresPort),
    clickhousePort: await usable(known?.clickhousePort),
    clickhousePassword: known?.clickhousePassword ?? randomBytes(18).toString('hex'),
  };
  writePrivate(file, `${JSON.stringify(address, undefined, 2)}\n`);
  return address;
}

function readAddress(file: string): StoreAddress | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { postgresPort, clickhousePort, clickhousePassword } = JSON.parse(readFileSync(file, 'utf8'));
    const whole =
      Number.isInteger(postgresPort) &&
      Number.isInteger(clickhousePort) &&
      typeof clickhousePassword === 'string';
    return whole ? { postgresPort, clickhousePort, clickhousePassword } : undefined;
  } catch {
    return undefined;
  }
}

async function usable(port: number | undefined): Promise<number> {
  if (port !== undefined) {
    const trouble = await checkPorts([{ name: 'store', variable: 'store', port }], '127.0.0.1');
    if (trouble.length === 0) return port;
  }
  return freePort();
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? done(address.port) : failed(new Error('no free port')),
      );
    });
  });
}
