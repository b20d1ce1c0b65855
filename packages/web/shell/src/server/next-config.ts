import { join } from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { SECURITY_HEADERS } from './security.ts';

/** The Next settings both apps share. `directory` is the app's own; the workspace root is two levels up. */
export function appConfig(directory: string): NextConfig {
  return createNextIntlPlugin('./i18n.ts')({
    poweredByHeader: false,
    reactStrictMode: true,
    // Types are checked once for the whole repository by our own tsc run.
    typescript: { ignoreBuildErrors: true },
    transpilePackages: ROOMS.map((room) => `@kolony/${room}`),
    // Native addons and drivers stay outside of the bundle.
    serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg', '@node-rs/argon2', 'pg-boss'],
    turbopack: { root: join(directory, '../..') },
    experimental: { optimizePackageImports: ['@kolony/ui', '@kolony/shell', '@kolony/kernel', 'lucide-react', 'recharts'] },
    headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS.map(([key, value]) => ({ key, value })) }],
  });
}

const ROOMS = [
  'attribution', 'campaigns', 'commissions', 'config', 'db', 'deals', 'identity', 'insights', 'jobs', 'kernel', 'ledger', 'links',
  'payouts', 'rpc', 'shell', 'tracking', 'ui', 'warehouse',
];
