import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../../..');

const BEFORE = `
  import { listApiKeys, addChannel, systemScope, forgetExpiredSessions, openBrandSession, openKolSession } from '@kolony/identity';
  import type { BrandScope, KolScope, NewChannel } from '@kolony/identity/schema';
  import type { Deps } from '@kolony/db';
  declare const deps: Deps;
  declare const brand: BrandScope;
  declare const kol: KolScope;
  declare const channel: NewChannel;
`;

/** What somebody might write, and whether it may compile. */
const PROGRAMS: Record<string, { source: string; compiles: boolean }> = {
  'a query with the scope of a session': {
    source: `const session = await openBrandSession(deps, 't'); if (session) await listApiKeys(deps, session.scope);`,
    compiles: true,
  },
  'a KOL’s use-case with the scope of a KOL’s session': {
    source: `const session = await openKolSession(deps, 't'); if (session) await addChannel(deps, session.scope, channel);`,
    compiles: true,
  },
  'a job with the scope of a job': {
    source: `await forgetExpiredSessions(deps, systemScope('worker'));`,
    compiles: true,
  },
  'a query without scope': { source: `await listApiKeys(deps);`, compiles: false },
  'a query with undefined for a scope': { source: `await listApiKeys(deps, undefined);`, compiles: false },
  'a session that was not looked at': {
    source: `await listApiKeys(deps, (await openBrandSession(deps, 't')).scope);`,
    compiles: false,
  },
  'a hand-made scope': {
    source: `await listApiKeys(deps, { brandId: 'brd_x', actor: 'user:x', timeZone: 'UTC' });`,
    compiles: false,
  },
  'an id for a scope': { source: `await listApiKeys(deps, 'brd_x');`, compiles: false },
  'another brand’s id spread into a scope': {
    source: `await listApiKeys(deps, { actor: brand.actor, timeZone: brand.timeZone, brandId: 'brd_x' });`,
    compiles: false,
  },
  'a copy of a scope with its brand changed': {
    source: `await listApiKeys(deps, { ...brand, brandId: 'brd_x' });`,
    compiles: false,
  },
  'a new scope': {
    source: `const { BrandScope: Made } = await import('@kolony/identity/schema'); await listApiKeys(deps, new Made());`,
    compiles: false,
  },
  'a scope with its brand changed': { source: `brand.brandId = 'brd_x';`, compiles: false },
  'a KOL’s scope for a brand’s': { source: `await listApiKeys(deps, kol);`, compiles: false },
  'a brand’s scope for a KOL’s': { source: `await addChannel(deps, brand, channel);`, compiles: false },
  'a job’s scope for a brand’s': {
    source: `await listApiKeys(deps, systemScope('worker'));`,
    compiles: false,
  },
  'a brand’s scope for a job’s': { source: `await forgetExpiredSessions(deps, brand);`, compiles: false },
  'a mint from the room’s door': {
    source: `const { mintBrandScope } = await import('@kolony/identity'); mintBrandScope({ brandId: 'b', actor: 'a', timeZone: 'UTC' });`,
    compiles: false,
  },
};

const named = Object.entries(PROGRAMS);
const fileOf = (index: number) => resolve(import.meta.dirname, `program-${index}.ts`);
const errors = new Map<string, string[]>();

/** All programs in one compilation with the repository's own options; nothing is written. */
beforeAll(() => {
  const sources = new Map(
    named.map(([, { source }], index) => [fileOf(index), `${BEFORE}\n${source}\nexport {};`]),
  );
  const { config } = ts.readConfigFile(resolve(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const unwatched = { ...options, incremental: false, noUnusedLocals: false, tsBuildInfoFile: undefined };
  const host = ts.createCompilerHost(unwatched);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = sources.get(file);
    return text === undefined
      ? getSourceFile(file, ...rest)
      : ts.createSourceFile(file, text, ts.ScriptTarget.ES2024);
  };
  const program = ts.createProgram([...sources.keys()], unwatched, host);
  for (const [index, [name]] of named.entries()) {
    const file = program.getSourceFile(fileOf(index));
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    errors.set(
      name,
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    );
  }
}, 60_000);

test.each(named.filter(([, { compiles }]) => compiles))('%s compiles', (name) => {
  expect(errors.get(name)).toEqual([]);
});

test.each(named.filter(([, { compiles }]) => !compiles))('%s does not compile', (name) => {
  // Exactly the one mistake: a program that fails for another reason would prove nothing.
  expect(errors.get(name)).toHaveLength(1);
  expect(errors.get(name)?.[0]).toMatch(
    /Expected 2 arguments|not assignable to|does not satisfy|possibly 'null'|read-only|does not exist on type|cannot be used as a value/,
  );
});
