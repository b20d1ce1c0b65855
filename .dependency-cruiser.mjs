import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The import rule. Held at *error*, without a baseline: what is not in the tables below is not allowed.
 * scripts/import-rule.test.ts plants a violation of every rule and sees it refused.
 */

/**
 * What a room's source may import besides kernel and config, in the order of the map (a room sees only rooms above
 * its own line). 'deals/schema' means that door only.
 */
const rooms = {
  identity: ['db'],
  ledger: ['db'],
  webhooks: ['identity', 'db'],
  campaigns: ['identity', 'ledger', 'db'],
  deals: ['campaigns', 'identity', 'ledger', 'webhooks', 'db'],
  links: ['deals', 'identity', 'db'],
  tracking: ['links/schema', 'warehouse'],
  attribution: ['campaigns/schema', 'tracking/schema', 'links/schema', 'deals/schema'],
  trust: ['identity', 'warehouse', 'db'],
  commissions: [
    'attribution',
    'campaigns/schema',
    'deals',
    'links',
    'identity',
    'ledger',
    'trust',
    'webhooks',
    'db',
  ],
  connectors: ['commissions', 'identity', 'db'],
  payouts: ['commissions', 'ledger', 'identity', 'webhooks', 'db', 'jobs'],
  insights: ['attribution', 'campaigns', 'deals', 'links', 'identity', 'warehouse'],
  reports: [
    'insights',
    'attribution/schema',
    'commissions',
    'campaigns',
    'deals',
    'links',
    'identity',
    'trust/schema',
    'warehouse',
    'db',
  ],
};

/** platform → kernel, config; testing builds the stores that the others' tests run on. */
const platform = {
  kernel: [],
  config: ['kernel'],
  db: ['kernel', 'config'],
  warehouse: ['kernel', 'config'],
  embedded: ['kernel', 'config'],
  jobs: ['kernel', 'config'],
  mail: ['kernel', 'config'],
  testing: ['kernel', 'config', 'embedded', 'db', 'warehouse'],
};

const everyRoom = Object.keys(rooms);
const everySchema = everyRoom.map((room) => `${room}/schema`);

/** What the upper layers may import besides kernel and config. `testing` is for tests, see below. */
const upper = {
  'packages/domain/scenarios': [...everyRoom, 'db', 'warehouse', 'jobs', 'testing'],
  'packages/web/rpc': [...everyRoom, 'rest/schema', 'rest/wire', 'db', 'warehouse', 'jobs'],
  'packages/web/ui': everySchema,
  'packages/web/shell': [...everySchema, 'ui'],
  'apps/brand': [...everyRoom, 'rpc', 'ui', 'shell', 'db', 'warehouse', 'jobs'],
  'apps/portal': [...everyRoom, 'rpc', 'ui', 'shell', 'db', 'warehouse', 'jobs'],
  'apps/tracker': ['tracking', 'tracking/network', 'links/resolver', 'snippet', 'warehouse'],
  'apps/api': [...everyRoom, 'rest/schema', 'rest/wire', 'jobs', 'db', 'warehouse'],
  'apps/worker': [...everyRoom, 'jobs', 'mail', 'shell', 'ui/format', 'db', 'warehouse'],
};

/** What runs at a shop: it knows what it sends and receives, and nothing of how that is done. */
const clients = {
  snippet: ['tracking/schema'],
  rest: [
    'kernel',
    'campaigns/schema',
    'commissions/schema',
    'deals/schema',
    'links/schema',
    'webhooks/schema',
    'insights/schema',
    'reports/schema',
  ],
};

const folderOf = (name) => {
  if (name in clients) return `packages/clients/${name}`;
  if (name in rooms || name === 'scenarios') return `packages/domain/${name}`;
  return name in platform ? `packages/platform/${name}` : `packages/web/${name}`;
};
const inFolder = (name) => `^${folderOf(name)}/`;
/** The files an entry of the tables stands for: a whole package, whose doors another rule guards, or one door. */
const allowed = (entry) => {
  const [name, door] = entry.split('/');
  return door ? `^${folderOf(name)}/src/${door}\\.tsx?$` : `^${folderOf(name)}/`;
};

/** Tests stand above everything: they may use testing, and the rooms above their own to build a world. */
const TEST = '(\\.test\\.tsx?$|/test/)';
const OURS = '^(apps|packages)/';

const edges = (folder, entries) => ({
  name: `may-import: ${folder}`,
  comment: `${folder} may import ${entries.length ? entries.join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: TEST },
  to: { path: OURS, pathNot: [`^${folder}/`, ...entries.map(allowed)] },
});
const withBase = (entries) => ['kernel', 'config', ...entries];

/** Every file that a package.json of ours exports. That a room has two of them is a test of its own. */
function doors() {
  return globSync('packages/*/*/package.json', { cwd: import.meta.dirname }).flatMap((manifest) => {
    const { exports = {} } = JSON.parse(readFileSync(join(import.meta.dirname, manifest), 'utf8'));
    const escaped = (path) => path.replace(/[.+]/g, '\\$&').replaceAll('*', '.+');
    return Object.values(exports).map((target) => `^${escaped(join(dirname(manifest), target))}$`);
  });
}

/** An external package, wherever pnpm puts it. */
const packages = (...names) => `node_modules/(${names.map((name) => name.replace('/', '\\/')).join('|')})/`;

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, entries]) => edges(`packages/domain/${room}`, withBase(entries))),
    ...Object.entries(platform).map(([name, entries]) => edges(`packages/platform/${name}`, entries)),
    ...Object.entries(clients).map(([name, entries]) => edges(`packages/clients/${name}`, entries)),
    ...Object.entries(upper).map(([folder, entries]) => edges(folder, withBase(entries))),
    {
      name: 'test-edges',
      comment: 'Tests may use testing, any room and any platform package; never an app or the web.',
      severity: 'error',
      from: { path: `^packages/(domain|platform)/.*${TEST}` },
      to: { path: '^(apps|packages/web)/' },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'Template databases and fault injection are no part of what runs.',
      severity: 'error',
      from: {
        path: OURS,
        pathNot: [TEST, inFolder('testing'), '^packages/domain/scenarios/src/worlds\\.ts$'],
      },
      to: { path: inFolder('testing') },
    },
    {
      name: 'demo-without-testing',
      comment: "npm start seeds by scenarios' main door, which reaches nothing that only tests need.",
      severity: 'error',
      from: { path: '^packages/domain/scenarios/src/index\\.ts$' },
      to: { path: inFolder('testing'), reachable: true },
    },
    {
      name: 'scenarios-are-for-demos-and-tests',
      comment: 'Only scripts, tests and e2e import scenarios.',
      severity: 'error',
      from: { path: OURS, pathNot: [TEST, inFolder('scenarios')] },
      to: { path: inFolder('scenarios') },
    },
    {
      name: 'doors-only',
      comment:
        "Another package is reached by a door of its package.json: a room's are '.', './schema' and, for the tracker, './resolver' of links and './network' of tracking.",
      severity: 'error',
      from: { path: '^(packages/[^/]+/[^/]+|apps/[^/]+|scripts|e2e)/' },
      to: {
        path: OURS,
        pathNot: ['^$1/', ...doors()],
      },
    },
    {
      name: 'apps-are-roots',
      comment: 'Nothing imports an app.',
      severity: 'error',
      from: { path: '^(packages/[^/]+/[^/]+|apps/[^/]+|scripts|e2e)/' },
      to: { path: '^apps/', pathNot: '^$1/' },
    },
    {
      name: 'schema-is-for-browsers',
      comment: "A room's schema door reaches no server: no database, no warehouse, no Node module.",
      severity: 'error',
      from: { path: '^packages/domain/[^/]+/src/schema\\.ts$' },
      to: {
        path: [
          inFolder('db'),
          inFolder('warehouse'),
          inFolder('config'),
          '^node:',
          packages('pg', '@prisma', '@clickhouse'),
        ],
        reachable: true,
      },
    },
    {
      name: 'tracker-stays-light',
      comment: 'Prisma, React and Next are not reachable from the hot path.',
      severity: 'error',
      from: { path: '^apps/tracker/src/', pathNot: TEST },
      to: {
        path: [inFolder('db'), packages('@prisma', 'prisma', 'react', 'react-dom', 'next', 'chdb')],
        reachable: true,
      },
    },
    {
      name: 'ui-fetches-nothing',
      comment: 'web/ui is given its data.',
      severity: 'error',
      from: { path: inFolder('ui'), pathNot: TEST },
      to: {
        path: [
          packages('@trpc', '@tanstack', 'next', 'undici'),
          '^(node:)?(http|https|net|fs|child_process)$',
        ],
      },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'kernel imports nothing of ours.',
      severity: 'error',
      from: { path: inFolder('kernel') },
      to: { path: ['^(apps|packages|scripts|e2e)/'], pathNot: inFolder('kernel') },
    },
    {
      name: 'no-cycles',
      comment: 'Types included: a cycle is one thing in two files.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'An import that leads nowhere, or past the doors a package exports.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|\\.turbo|generated|next-env\\.d\\.ts)(/|$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
    cache: { folder: '.turbo/dependency-cruiser', strategy: 'content' },
  },
};

export { clients, everyRoom, platform, rooms, upper };
