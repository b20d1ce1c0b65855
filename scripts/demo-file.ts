import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The part of demo.json that a person needs (contract.md has the whole). */
const Logins = z.object({
  logins: z.array(
    z.object({ app: z.enum(['brand', 'portal']), role: z.string(), email: z.string(), password: z.string() }),
  ),
});

/** The first login of each app; none without a demo. */
export function demoLogins(dataDir: string): { app: 'brand' | 'portal'; email: string; password: string }[] {
  const file = join(dataDir, 'demo.json');
  if (!existsSync(file)) return [];
  const { logins } = Logins.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (['brand', 'portal'] as const).flatMap((app) =>
    logins.filter((login) => login.app === app).slice(0, 1),
  );
}
