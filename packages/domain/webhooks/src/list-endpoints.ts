import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { toEndpoint } from './endpoint.ts';
import type { Endpoint } from './schema.ts';

/** Newest first; all of them, since there are few. */
export async function listEndpoints({ db, clock }: Deps, { brandId }: BrandScope): Promise<Endpoint[]> {
  const now = clock.now();
  const rows = await db.webhookEndpoint.findMany({ where: { brandId }, orderBy: { id: 'desc' } });
  return rows.map((row) => toEndpoint(row, now));
}
