/** `npm run new-room -- <name>`: the folder of a new room, and what else must know of it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNPM } from './bootstrap/packages.mjs';
import { root } from './tool.ts';

function main(name = ''): number {
  if (!/^[a-z][a-z-]*$/.test(name)) {
    console.error(
      'Kolony: a room needs a name in lower case, a word of the business: npm run new-room -- vouchers',
    );
    return 1;
  }
  const folder = join(root, 'packages', 'domain', name);
  if (existsSync(folder)) {
    console.error(`Kolony: there is a room '${name}' already: ${folder}`);
    return 1;
  }
  mkdirSync(join(folder, 'src'), { recursive: true });
  mkdirSync(join(folder, 'test'));
  for (const [file, text] of Object.entries(filesOf(name))) writeFileSync(join(folder, file), text);
  console.log(`packages/domain/${name} is there. Now:`);
  console.log(`  1. npx -y ${PNPM} install   the lock file must know it before the next npm command`);
  console.log(
    `  2. .dependency-cruiser.mjs   a line for '${name}' in the table of rooms: what it may import`,
  );
  console.log(
    `  3. prisma/schema/${name}.prisma   its tables, if it has any; then npm run migrate -- --create ${name}`,
  );
  console.log('  4. README.md of the room     what it is, its words, what it never does');
  console.log(`  5. package.json of whoever uses it: "@kolony/${name}": "workspace:*"; then install again`);
  console.log('  6. npm run check');
  return 0;
}

function filesOf(name: string): Record<string, string> {
  const manifest = {
    name: `@kolony/${name}`,
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: { '.': './src/index.ts', './schema': './src/schema.ts' },
    dependencies: { '@kolony/kernel': 'workspace:*', zod: 'catalog:' },
    devDependencies: { '@kolony/testing': 'workspace:*' },
  };
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const today = new Date().toISOString().slice(0, 10);
  const id = title.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    'README.md': `# ${title}
**What it is.** One sentence: which question of the business is answered here and nowhere else.

**Words.** The nouns of this room, each with its meaning.

**Never.** What this room refuses to know or do.

**Doors.** \`.\` for servers; \`./schema\` for zod and types, usable in a browser.

**Decisions.**
- ${today}: the room is made, because …
`,
    'src/index.ts': "export * from './schema.ts';\n",
    'src/schema.ts': `import { z } from 'zod';\n\nexport const ${id}Id = z.string().min(1);\nexport type ${id}Id = z.infer<typeof ${id}Id>;\n`,
  };
}

process.exitCode = main(process.argv[2]);
