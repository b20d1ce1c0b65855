import { join } from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { SECURITY_HEADERS } from './server/security.ts';

/** The Next settings both apps share. `directory` is the app's own; the workspace root is two levels up. */
export function appConfig(directory: string): NextConfig {
  const root = join(directory, '../..');
  const withMessages = createNextIntlPlugin({
    requestConfig: './i18n.ts',
    // Catalogues are compiled at build time: the ICU parser (6 kB gzipped) stays out of the browser.
    experimental: {
      messages: {
        format: 'json',
        path: '../../packages/web/shell/messages',
        locales: 'infer',
        precompile: true,
      },
    },
  });
  return withMessages({
    poweredByHeader: false,
    reactStrictMode: true,
    // Types are checked once for the whole repository by our own tsc run.
    typescript: { ignoreBuildErrors: true },
    transpilePackages: ROOMS.map((room) => `@kolony/${room}`),
    // Native addons, drivers and what reads its own files stay outside of the bundle.
    serverExternalPackages: [
      '@prisma/client',
      '@prisma/adapter-pg',
      'pg',
      '@node-rs/argon2',
      'pg-boss',
      'pdfkit',
    ],
    turbopack: { root },
    experimental: {
      optimizePackageImports: ['@kolony/ui', '@kolony/shell', '@kolony/kernel', 'lucide-react', 'recharts'],
    },
    headers: async () => [
      { source: '/:path*', headers: SECURITY_HEADERS.map(([key, value]) => ({ key, value })) },
    ],
  });
}

const ROOMS = [
  'attribution',
  'campaigns',
  'commissions',
  'config',
  'db',
  'deals',
  'identity',
  'insights',
  'jobs',
  'kernel',
  'ledger',
  'links',
  'payouts',
  'rpc',
  'shell',
  'tracking',
  'ui',
  'warehouse',
];
