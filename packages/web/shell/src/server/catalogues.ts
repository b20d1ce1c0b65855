import type { Locale } from '../locale.ts';

/** A file under messages/<locale>; the file's name is the namespace its keys are read under. */
export type Catalogue = 'ui' | 'auth' | 'domain' | 'brand' | 'reports' | 'portal';

/** Written out, so that the bundler sees every file. */
const FILES: Record<Locale, Record<Catalogue, () => Promise<{ default: object }>>> = {
  en: {
    ui: () => import('../../messages/en/ui.json'),
    auth: () => import('../../messages/en/auth.json'),
    domain: () => import('../../messages/en/domain.json'),
    brand: () => import('../../messages/en/brand.json'),
    reports: () => import('../../messages/en/reports.json'),
    portal: () => import('../../messages/en/portal.json'),
  },
  'zh-CN': {
    ui: () => import('../../messages/zh-CN/ui.json'),
    auth: () => import('../../messages/zh-CN/auth.json'),
    domain: () => import('../../messages/zh-CN/domain.json'),
    brand: () => import('../../messages/zh-CN/brand.json'),
    reports: () => import('../../messages/zh-CN/reports.json'),
    portal: () => import('../../messages/zh-CN/portal.json'),
  },
};

/** `{ ui: {…}, auth: {…}, … }`: an app loads only its own catalogues. */
export async function loadMessages(
  locale: Locale,
  catalogues: readonly Catalogue[],
): Promise<Record<string, object>> {
  const loaded = await Promise.all(
    catalogues.map(async (name) => [name, (await FILES[locale][name]()).default] as const),
  );
  return Object.fromEntries(loaded);
}
