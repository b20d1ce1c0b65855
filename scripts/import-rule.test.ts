import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');

const Manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
const Table = z.record(z.string(), z.array(z.string()));
const Tables = z.object({ rooms: Table, platform: Table, clients: Table, upper: Table });

const groups = ['packages/domain', 'packages/platform', 'packages/web', 'packages/clients', 'apps'];
const members = groups.flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`));
const manifestOf = (folder: string) =>
  Manifest.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));

/** The real rule and manifests over a tree that has a file per door and nothing else, in a temp directory. */
function makeTree() {
  const tree = mkdtempSync(join(tmpdir(), 'kolony-imports-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
    cpSync(join(root, file), join(tree, file));
  mkdirSync(join(tree, 'node_modules/@kolony'), { recursive: true });
  for (const folder of members) {
    const { name, exports = {} } = manifestOf(folder);
    cpSync(join(root, folder, 'package.json'), join(tree, folder, 'package.json'), { recursive: true });
    symlinkSync(join(tree, folder), join(tree, 'node_modules', name));
    for (const target of Object.values(exports))
      if (/\.tsx?$/.test(target)) write(join(folder, target), 'export {};\n');
  }
  for (const name of ['react', '@trpc/client', '@prisma/client', 'pg']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'export {};\n');
  }
  for (const folder of ['scripts', 'e2e']) write(`${folder}/main.ts`, 'export {};\n');
  return {
    write,
    async violations() {
      const { violations } = (await cruise(tree)).summary;
      return violations.map(({ from, rule }) => `${rule.name} ← ${from}`);
    },
    [Symbol.dispose]: () => rmSync(tree, { recursive: true, force: true }),
  };
}

function cruise(tree: string): Promise<z.infer<typeof Report>> {
  const bin = join(root, 'node_modules/.bin/depcruise');
  const args = [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    '--no-cache',
    ...groups,
    'scripts',
    'e2e',
  ];
  return new Promise((done, failed) => {
    execFile(bin, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (_code, output, errors) => {
      // It exits with the number of violations; only an answer that is no report is a failure.
      try {
        done(Report.parse(JSON.parse(output)));
      } catch {
        failed(new Error(errors || output.slice(0, 2_000)));
      }
    });
  });
}

/** One planted import per row: the rule that must refuse it, the file, what it imports. */
const PLANTS: readonly [rule: string, file: string, imported: string][] = [
  // rooms: an upward edge, a sideways one, a door that is not the allowed one, and a type-only import
  ['may-import: packages/domain/identity', 'packages/domain/identity/src/up.ts', '@kolony/campaigns'],
  [
    'may-import: packages/domain/ledger',
    'packages/domain/ledger/src/campaign.ts',
    '@kolony/campaigns/schema',
  ],
  ['may-import: packages/domain/webhooks', 'packages/domain/webhooks/src/deal.ts', '@kolony/deals/schema'],
  ['may-import: packages/domain/campaigns', 'packages/domain/campaigns/src/deal.ts', '@kolony/deals'],
  ['may-import: packages/domain/deals', 'packages/domain/deals/src/link.ts', '@kolony/links/schema'],
  ['may-import: packages/domain/links', 'packages/domain/links/src/deal.ts', '@kolony/campaigns'],
  ['may-import: packages/domain/tracking', 'packages/domain/tracking/src/row.ts', '@kolony/db'],
  ['may-import: packages/domain/attribution', 'packages/domain/attribution/src/io.ts', '@kolony/tracking'],
  ['may-import: packages/domain/trust', 'packages/domain/trust/src/hold.ts', '@kolony/commissions'],
  ['may-import: packages/domain/commissions', 'packages/domain/commissions/src/pay.ts', '@kolony/payouts'],
  [
    'may-import: packages/domain/connectors',
    'packages/domain/connectors/src/token.ts',
    '@kolony/tracking/schema',
  ],
  ['may-import: packages/domain/payouts', 'packages/domain/payouts/src/report.ts', '@kolony/insights'],
  ['may-import: packages/domain/reports', 'packages/domain/reports/src/owed.ts', '@kolony/ledger'],
  ['may-import: packages/domain/insights', 'packages/domain/insights/src/row.ts', '@kolony/db'],
  // platform: no nouns of the business, nothing of the web
  ['may-import: packages/platform/db', 'packages/platform/db/src/noun.ts', '@kolony/identity'],
  ['may-import: packages/platform/config', 'packages/platform/config/src/db.ts', '@kolony/db'],
  [
    'may-import: packages/platform/warehouse',
    'packages/platform/warehouse/src/noun.ts',
    '@kolony/tracking/schema',
  ],
  ['may-import: packages/platform/embedded', 'packages/platform/embedded/src/db.ts', '@kolony/db'],
  ['may-import: packages/platform/jobs', 'packages/platform/jobs/src/noun.ts', '@kolony/payouts'],
  ['may-import: packages/platform/mail', 'packages/platform/mail/src/noun.ts', '@kolony/reports'],
  ['may-import: packages/platform/testing', 'packages/platform/testing/src/noun.ts', '@kolony/identity'],
  ['may-import: packages/platform/kernel', 'packages/platform/kernel/src/env.ts', '@kolony/config'],
  ['kernel-stands-alone', 'packages/platform/kernel/src/env.ts', '@kolony/config'],
  // web and apps
  ['may-import: packages/web/ui', 'packages/web/ui/src/call.tsx', '@kolony/rpc/server'],
  ['may-import: packages/web/shell', 'packages/web/shell/src/deals.ts', '@kolony/deals'],
  ['may-import: packages/web/rpc', 'packages/web/rpc/src/look.ts', '@kolony/ui'],
  ['may-import: packages/domain/scenarios', 'packages/domain/scenarios/src/web.ts', '@kolony/rpc/server'],
  ['may-import: packages/clients/snippet', 'packages/clients/snippet/src/money.ts', '@kolony/kernel'],
  ['may-import: packages/clients/rest', 'packages/clients/rest/src/record.ts', '@kolony/commissions'],
  ['may-import: apps/tracker', 'apps/tracker/src/deals.ts', '@kolony/deals/schema'],
  ['may-import: apps/api', 'apps/api/src/web.ts', '@kolony/rpc/server'],
  ['may-import: apps/worker', 'apps/worker/src/web.ts', '@kolony/ui'],
  ['may-import: apps/brand', 'apps/brand/features/seed.ts', '@kolony/scenarios'],
  ['may-import: apps/portal', 'apps/portal/features/stores.ts', '@kolony/embedded'],
  ['ui-fetches-nothing', 'packages/web/ui/src/fetch.tsx', '@trpc/client'],
  // who may build worlds and faults
  ['testing-is-for-tests', 'packages/domain/deals/src/fault.ts', '@kolony/testing'],
  ['scenarios-are-for-demos-and-tests', 'apps/worker/src/demo.ts', '@kolony/scenarios'],
  ['demo-without-testing', 'packages/domain/scenarios/src/index.ts', './worlds.ts'],
  ['test-edges', 'packages/domain/deals/test/page.db.test.ts', '@kolony/ui'],
  // doors
  ['doors-only', 'packages/domain/deals/src/deep.ts', '../../identity/src/hidden.ts'],
  ['doors-only', 'scripts/deep.ts', '../packages/domain/identity/src/hidden.ts'],
  ['resolves', 'packages/domain/deals/src/past-the-door.ts', '@kolony/identity/src/hidden.ts'],
  ['apps-are-roots', 'e2e/app.ts', '../apps/api/src/web.ts'],
  // what must not be reachable, however far away
  ['tracker-stays-light', 'apps/tracker/src/far.ts', './farther.ts'],
  ['schema-is-for-browsers', 'packages/domain/deals/src/schema.ts', './stored.ts'],
  ['no-cycles', 'packages/domain/deals/src/egg.ts', './hen.ts'],
];

/** Legal, and part of a plant's road. */
const SCENERY: readonly [file: string, imported: string][] = [
  ['packages/domain/identity/src/hidden.ts', '@kolony/db'],
  ['packages/domain/scenarios/src/worlds.ts', '@kolony/testing'],
  ['apps/tracker/src/farther.ts', 'react'],
  ['packages/domain/deals/src/stored.ts', '@kolony/db'],
  ['packages/domain/deals/src/hen.ts', './egg.ts'],
];

/** Doors for the tracker, which may reach neither Prisma nor what a room does besides. */
const MORE: Record<string, Record<string, string>> = {
  links: { './resolver': './src/resolver.ts' },
  tracking: { './network': './src/network/index.ts' },
};

describe('the import rule', () => {
  test('refuses a planted violation of every rule', { timeout: 60_000 }, async () => {
    using tree = makeTree();
    for (const [file, imported] of SCENERY) tree.write(file, `import '${imported}';\n`);
    for (const [, file, imported] of PLANTS) tree.write(file, `import '${imported}';\n`);
    const found = new Set(await tree.violations());
    expect(
      PLANTS.map(([rule, file]) => `${rule} ← ${file}`).filter((expected) => !found.has(expected)),
    ).toEqual([]);
  });

  test('has a planted violation for every rule it holds', async () => {
    const { forbidden } = z
      .object({ forbidden: z.array(z.object({ name: z.string(), severity: z.literal('error') })) })
      .parse(await configuration().then((module) => module.default));
    const planted = new Set(PLANTS.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  test('counts an import of types only', { timeout: 60_000 }, async () => {
    using tree = makeTree();
    tree.write(
      'packages/domain/ledger/src/campaign.ts',
      "import type { Campaign } from '@kolony/campaigns/schema';\n",
    );
    expect(await tree.violations()).toContain(
      'may-import: packages/domain/ledger ← packages/domain/ledger/src/campaign.ts',
    );
  });

  test('lets through what the map allows', { timeout: 60_000 }, async () => {
    using tree = makeTree();
    const legal: readonly [file: string, imported: string][] = [
      ['packages/domain/links/src/slug.ts', '@kolony/deals/schema'],
      ['packages/domain/commissions/src/touch.ts', '@kolony/links'],
      ['packages/domain/campaigns/src/fund.ts', '@kolony/ledger'],
      ['packages/domain/commissions/test/world.db.test.ts', '@kolony/campaigns'],
      ['packages/domain/deals/test/faulty.db.test.ts', '@kolony/testing'],
      ['packages/domain/deals/src/terms.test.ts', '@kolony/scenarios'],
      ['packages/web/ui/src/money.tsx', '@kolony/kernel'],
      ['apps/tracker/src/main.ts', '@kolony/links/resolver'],
      ['apps/tracker/src/spool.ts', '@kolony/tracking'],
      ['apps/api/src/main.ts', '@kolony/commissions'],
      ['scripts/seed.ts', '@kolony/scenarios'],
      ['e2e/world.ts', '@kolony/scenarios'],
      ['packages/domain/scenarios/src/worlds.ts', '@kolony/testing'],
    ];
    for (const [file, imported] of legal) tree.write(file, `import '${imported}';\n`);
    expect(await tree.violations()).toEqual([]);
  });

  test('a room has two doors; links and tracking have one more for the tracker', async () => {
    const { rooms } = Tables.parse(await configuration());
    for (const room of Object.keys(rooms)) {
      const doors = { '.': './src/index.ts', './schema': './src/schema.ts' };
      expect(manifestOf(`packages/domain/${room}`).exports).toEqual({ ...doors, ...MORE[room] });
    }
  });

  test("every package.json's edges are edges of the map", async () => {
    const { rooms, platform, clients, upper } = Tables.parse(await configuration());
    const beyond = members.flatMap((folder) => {
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      const entries = rooms[name] ?? platform[name] ?? clients[name] ?? upper[folder] ?? [];
      const base = name in platform || name in clients ? [] : ['kernel', 'config'];
      const known = new Set([...base, ...entries.map((entry) => entry.split('/')[0])]);
      const declared = Object.keys(manifestOf(folder).dependencies ?? {}).filter((key) =>
        key.startsWith('@kolony/'),
      );
      return declared
        .filter((key) => !known.has(key.slice('@kolony/'.length)))
        .map((key) => `${folder} → ${key}`);
    });
    expect(beyond).toEqual([]);
  });
});

function configuration(): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(root, '.dependency-cruiser.mjs')).href);
}
