import { getRequestConfig } from 'next-intl/server';
import { type Catalogue, loadMessages } from './catalogues.ts';
import { readPreferences } from './preferences.ts';

/** For an app's i18n.ts: `export default requestConfig('brand')`. Dates fall back to UTC where no zone is known. */
export function requestConfig(app: 'brand' | 'portal') {
  const catalogues: Catalogue[] = [
    'ui',
    'auth',
    'domain',
    ...(app === 'brand' ? ['reports' as const] : []),
    app,
  ];
  return getRequestConfig(async () => {
    const { locale } = await readPreferences();
    return { locale, messages: await loadMessages(locale, catalogues), timeZone: 'UTC' };
  });
}
