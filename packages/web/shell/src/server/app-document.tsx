import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ShellProviders } from '../shell-providers.tsx';
import { readPreferences } from './preferences.ts';

/**
 * <html> with language and theme from the request, and the providers every screen needs. `now` is the server's clock
 * (epoch milliseconds); a signed-in layout may nest <TimeZone> for the workspace's or the KOL's zone.
 */
export async function AppDocument({ now, children }: { now: number; children: ReactNode }) {
  const [{ locale, theme }, messages, t] = await Promise.all([
    readPreferences(),
    getMessages(),
    getTranslations('ui'),
  ]);
  return (
    <html lang={locale} data-theme={theme} suppressHydrationWarning>
      <body>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50 focus:rounded-md focus:bg-raised focus:px-4 focus:py-2 focus:shadow-popup"
        >
          {t('skipToContent')}
        </a>
        <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
          <ShellProviders now={now} theme={theme}>
            {children}
          </ShellProviders>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
