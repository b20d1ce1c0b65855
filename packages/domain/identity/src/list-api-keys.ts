import type { Deps } from '@kolony/db';
import { toApiKey } from './api-key.ts';
import type { ApiKey, BrandScope } from './schema.ts';

/** Newest first; revoked ones stay, because they explain the audit log. */
export async function listApiKeys({ db }: Deps, scope: BrandScope): Promise<ApiKey[]> {
  const rows = await db.apiKey.findMany({ where: { brandId: scope.brandId }, orderBy: { id: 'desc' } });
  return rows.map(toApiKey);
}
