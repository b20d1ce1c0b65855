'use client';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE, type Locale } from './locale.ts';
import { THEME_COOKIE, type Theme } from './theme.ts';

const YEAR = 365 * 86_400;

function remember(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

/** Language and theme live in cookies, so that the server renders them and nothing flashes. */
export function usePreferences(): { setLocale(locale: Locale): void; setTheme(theme: Theme): void } {
  const router = useRouter();
  return {
    setLocale(locale) {
      remember(LOCALE_COOKIE, locale);
      router.refresh();
    },
    setTheme(theme) {
      remember(THEME_COOKIE, theme);
      document.documentElement.dataset.theme = theme;
      router.refresh();
    },
  };
}
