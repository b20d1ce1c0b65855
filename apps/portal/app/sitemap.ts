import { readConfig } from '@kolony/config';
import { listStorefronts } from '@kolony/links';
import { openDeps } from '@kolony/rpc/server';
import type { MetadataRoute } from 'next';

export const dynamic = 'force-dynamic';

/** Every published storefront. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { portal } = readConfig().urls;
  const all = await listStorefronts(openDeps());
  return all.map(({ handle, updatedAt }) => ({ url: `${portal}/s/${handle}`, lastModified: updatedAt }));
}
