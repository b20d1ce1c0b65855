import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueProblems } from './message-catalogues.ts';
import { root, runTool, type ToolRun } from './tool.ts';

export interface CheckResult extends ToolRun {
  name: string;
}

type Check = () => Promise<Pick<ToolRun, 'code' | 'output'>>;

/** `fix` lets Biome write what it can mend by itself. */
function checks(fix: boolean): Record<string, Check> {
  return {
    'format and lint': () => runTool('biome', fix ? ['check', '--write'] : ['ci', '--error-on-warnings']),
    types: () => runTool('tsc', ['-p', 'tsconfig.json', '--noEmit', '--pretty', 'false']),
    boundaries: () => runTool('depcruise', ['--config', '.dependency-cruiser.mjs', ...sourceFolders()]),
    'unused code': () => runTool('knip', ['--no-progress', '--no-config-hints']),
    catalogues: async () => verdict(catalogueProblems(join(root, 'packages', 'web', 'shell', 'messages'))),
    versions: async () => verdict(versionProblems()),
  };
}

/**
 * Runs all of them, two at a time (each tool is one busy process), and answers in the order of the table.
 * `report` hears of each as it ends.
 */
export async function runStaticChecks(
  fix: boolean,
  report: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const waiting = Object.entries(checks(fix));
  const order = waiting.map(([name]) => name);
  const results: CheckResult[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next;
      const began = performance.now();
      const { code, output } = await check();
      const result = { name, code, output, seconds: (performance.now() - began) / 1000 };
      results.push(result);
      report(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

const verdict = (problems: readonly string[]) => ({
  code: problems.length > 0 ? 1 : 0,
  output: problems.join('\n'),
});

/** Every version is pinned in pnpm-workspace.yaml, and the lock file records no download address. */
function versionProblems(): string[] {
  const manifests = ['package.json', 'scripts/package.json'];
  for (const group of ['apps', 'packages/domain', 'packages/platform', 'packages/web', 'packages/clients'])
    for (const name of readdirSync(join(root, group))) manifests.push(join(group, name, 'package.json'));
  const loose = manifests.flatMap((file) => {
    const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(root, file), 'utf8'));
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {})
        .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
        .map(
          ([name, version]) =>
            `${file}: ${name} is ${version}; put its version into the catalog and say "catalog:".`,
        ),
    );
  });
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const catalog = workspace.slice(workspace.indexOf('\ncatalog:'), workspace.indexOf('\noverrides:'));
  const ranged = catalog
    .split('\n')
    .filter((line) => /^ {2}\S+: /.test(line) && !/: \d+\.\d+\.\d+\S*$/.test(line))
    .map((line) => `pnpm-workspace.yaml: ${line.trim()} is not an exact version.`);
  const addresses = /tarball: \S+/.exec(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'));
  return [
    ...loose,
    ...ranged,
    ...(addresses ? [`pnpm-lock.yaml records a download address: ${addresses[0]}`] : []),
  ];
}

const sourceFolders = () =>
  ['apps', 'packages', 'scripts', 'e2e'].filter((folder) => existsSync(join(root, folder)));
