import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { describe, expect, test } from 'vitest';
import { explainFailure } from './bootstrap/packages.mjs';
import {
  checkDisk,
  checkNode,
  checkPlatform,
  checkPorts,
  checkWritable,
  PORTS,
  wantedPorts,
} from './bootstrap/preflight.mjs';

describe('the machine', () => {
  test.each([
    ['v18.20.4', true],
    ['v19.9.0', true],
    ['v20.0.0', false],
    ['v26.10.0', false],
  ])('Node %s is too old: %s', (version, refused) => {
    expect(checkNode(version) !== undefined).toBe(refused);
  });

  test.each([
    [{ platform: 'linux', arch: 'x64', glibc: '2.36' }, undefined],
    [{ platform: 'linux', arch: 'arm64', glibc: '2.31' }, undefined],
    [{ platform: 'darwin', arch: 'arm64', glibc: undefined }, undefined],
    [{ platform: 'linux', arch: 'x64', glibc: undefined }, 'glibc'],
    [{ platform: 'linux', arch: 'riscv64', glibc: '2.36' }, 'linux-riscv64'],
    [{ platform: 'win32', arch: 'x64', glibc: undefined }, 'WSL 2'],
  ])('%j is refused for %s', (machine, word) => {
    const refusal = checkPlatform(machine);
    if (word === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.message).toContain(word);
  });

  test('a full disk says how much is missing, and where', () => {
    expect(checkDisk({ free: 5 * 1024 ** 3, needed: 4 * 1024 ** 3, where: '/srv' })).toBeUndefined();
    const refusal = checkDisk({ free: 1024 ** 3, needed: 4 * 1024 ** 3, where: '/srv' });
    expect(refusal?.message).toBe('1.0 GB free at /srv, 4.0 GB needed. Free some space and run again.');
  });

  test('a folder that cannot be written is refused with the remedy', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kolony-preflight-'));
    try {
      expect(checkWritable(join(folder, 'a', 'b'), 'Choose another.')).toBeUndefined();
      // Not even root may make a folder inside a file.
      writeFileSync(join(folder, 'file'), '');
      const inside = join(folder, 'file', 'data');
      expect(checkWritable(inside, 'Choose another.')?.message).toBe(
        `${inside} is not writable. Choose another.`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function listen(host: string): Promise<{ port: number; server: Server }> {
  return new Promise((done) => {
    const server = createServer();
    server.listen({ host, port: 0 }, () => {
      const address = server.address();
      done({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

describe('ports', () => {
  test.each(['127.0.0.1', '0.0.0.0'])(
    'one taken on %s is named with its variable and a way out',
    async (host) => {
      const { server, port } = await listen(host);
      try {
        const [refusal] = await checkPorts([{ name: 'brand', variable: 'BRAND_PORT', port }], '127.0.0.1');
        expect(refusal?.message).toBe(
          `port ${port} (brand, BRAND_PORT) is taken by another program. ` +
            `Stop it, or choose another: BRAND_PORT=${port + 100} npm start.`,
        );
      } finally {
        await new Promise((done) => server.close(done));
      }
      expect(await checkPorts([{ name: 'brand', variable: 'BRAND_PORT', port }], '127.0.0.1')).toEqual([]);
    },
  );

  test('two variables with one port are refused before anything binds', async () => {
    const [refusal] = await checkPorts(
      [
        { name: 'brand', variable: 'BRAND_PORT', port: 21_170 },
        { name: 'api', variable: 'API_PORT', port: 21_170 },
      ],
      '127.0.0.1',
    );
    expect(refusal?.message).toBe('API_PORT and BRAND_PORT are both 21170. Give API_PORT another port.');
  });

  test('a host of another machine is refused once, not per port', async () => {
    const wanted = wantedPorts({});
    const refusals = await checkPorts(wanted, '192.0.2.1');
    expect(refusals.map(({ message }) => message)).toEqual([
      'KOLONY_HOST=192.0.2.1 is no address of this machine. Unset it, or use 127.0.0.1 or 0.0.0.0.',
    ]);
  });

  test('the fallbacks are those of the configuration', () => {
    const known = Object.fromEntries(PORTS.map(({ name, fallback }) => [name, fallback]));
    expect(known).toEqual(readConfig({}).ports);
    const moved = Object.fromEntries(PORTS.map(({ variable }, at) => [variable, String(4000 + at)]));
    const wanted = wantedPorts(moved).map(({ name, port }) => [name, port]);
    expect(Object.fromEntries(wanted)).toEqual(readConfig(moved).ports);
  });
});

describe('what the installer says', () => {
  test.each([
    [
      'npm error code ENOTFOUND\nnpm error network request to https://registry.example/pnpm failed',
      'does not answer',
    ],
    [
      ' ERR_PNPM_META_FETCH_FAIL  GET https://r/x: request failed, reason: connect ECONNREFUSED',
      'does not answer',
    ],
    [' ENOSPC  ENOSPC: no space left on device, write', 'the disk is full'],
    [' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"', 'pnpm-lock.yaml does not fit'],
    [
      'ERR_PNPM_PACKAGE_MANAGER_NO_IMPORTER\nCannot install with "frozen-lockfile" because',
      'pnpm-lock.yaml does not fit',
    ],
    [' ERR_PNPM_FETCH_404  GET https://r/next-intl: Not Found - 404', 'does not have a pinned version'],
    ['npm error code E401\nnpm error Unable to authenticate', 'refuses this machine'],
    ["EACCES: permission denied, mkdir '/srv/node_modules'", 'may not write here'],
    ['Segmentation fault', 'installing failed'],
  ])('%j becomes one line', (output, words) => {
    const { message } = explainFailure(output, '/log');
    expect(message).toContain(words);
    expect(message).toContain('/log');
  });

  test('an unknown failure shows the end of the log', () => {
    const output = Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n');
    const { message } = explainFailure(output, '/log');
    expect(message).toContain('line 39');
    expect(message).not.toContain('line 20\n');
  });
});
