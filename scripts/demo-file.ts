import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoManifest } from '@kolony/scenarios';
import { z } from 'zod';
import { writePrivate } from './supervisor/private-state.ts';

const demoFile = (dataDir: string) => join(dataDir, 'demo.json');

/** The part of demo.json that a person needs (contract.md has the whole). */
const Logins = z.object({
  logins: z.array(
    z.object({ app: z.enum(['brand', 'portal']), role: z.string(), email: z.string(), password: z.string() }),
  ),
});

/** demo.json of contract.md, readable by its owner only: it holds passwords and API keys. */
export function writeDemo(dataDir: string, manifest: DemoManifest): void {
  writePrivate(demoFile(dataDir), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** The servers' addresses may be others than at the start that made the demo. */
export function refreshDemoUrls(dataDir: string, urls: DemoManifest['urls']): void {
  if (!existsSync(demoFile(dataDir))) return;
  const manifest: DemoManifest = JSON.parse(readFileSync(demoFile(dataDir), 'utf8'));
  if (JSON.stringify(manifest.urls) !== JSON.stringify(urls)) writeDemo(dataDir, { ...manifest, urls });
}

/** The first login of each app; none without a demo. */
export function demoLogins(dataDir: string): { app: 'brand' | 'portal'; email: string; password: string }[] {
  const file = demoFile(dataDir);
  if (!existsSync(file)) return [];
  const { logins } = Logins.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (['brand', 'portal'] as const).flatMap((app) =>
    logins.filter((login) => login.app === app).slice(0, 1),
  );
}
