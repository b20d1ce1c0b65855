/** `prisma generate`, once per change of the schema or of Prisma itself. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './preflight.mjs';
import { step } from './steps.mjs';

function fingerprint(root) {
  const schema = join(root, 'prisma', 'schema');
  const hash = createHash('sha256').update(readFileSync(join(root, 'prisma', 'prisma.config.ts')));
  for (const file of readdirSync(schema).sort())
    hash.update(`\0${file}\0`).update(readFileSync(join(schema, file)));
  return hash.update(readFileSync(join(root, 'node_modules', 'prisma', 'package.json'))).digest('hex');
}

export async function generateClient(root, node) {
  if (!existsSync(join(root, 'prisma', 'schema'))) return;
  const generated = join(root, 'packages', 'platform', 'db', 'generated');
  const stamp = join(generated, '.stamp');
  const now = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  await step('generate the Prisma client', async () => {
    const { code, output } = await prisma(root, node, ['generate', '--config', 'prisma/prisma.config.ts']);
    if (code !== 0) throw new Refusal('the Prisma schema does not generate.', `\n${output.trim()}`);
    writeFileSync(stamp, now);
  });
}

/**
 * The client generator is WASM; only the schema engine's download is skipped by naming any executable in its place
 * (Prisma's CDN is out of reach in many networks; migrations run from the npm package instead).
 */
function prisma(root, node, args) {
  const anything = existsSync('/bin/true') ? '/bin/true' : '/usr/bin/true';
  const child = spawn(node, [join(root, 'node_modules', 'prisma', 'build', 'index.js'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: anything,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}
