import { cookies, headers } from 'next/headers';
import { LOCALE_COOKIE, type Locale, pickLocale } from '../locale.ts';
import { pickTheme, THEME_COOKIE, type Theme } from '../theme.ts';

/** What the reader of this request prefers. */
export async function readPreferences(): Promise<{ locale: Locale; theme: Theme }> {
  const [jar, header] = await Promise.all([cookies(), headers()]);
  return {
    locale: pickLocale(jar.get(LOCALE_COOKIE)?.value, header.get('accept-language')),
    theme: pickTheme(jar.get(THEME_COOKIE)?.value),
  };
}
