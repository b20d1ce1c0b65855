import { readConfig } from '@kolony/config';
import type { MetadataRoute } from 'next';

export const dynamic = 'force-dynamic';

/** Storefronts and bundles are for search engines; everything else needs an account. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: ['/s/', '/b/'], disallow: '/' },
    sitemap: `${readConfig().urls.portal}/sitemap.xml`,
  };
}
