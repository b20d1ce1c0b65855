'use client';
import {
  type LinkComponentProps,
  ToastProvider,
  UiProvider,
  type UiSettings,
  type UiWords,
  useUi,
} from '@kolony/ui';
import NextLink from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Theme } from './theme.ts';

const ThemeChoice = createContext<Theme>('system');

/** What the reader chose, not what is shown: `system` follows the device. */
export function useTheme(): Theme {
  return useContext(ThemeChoice);
}

function RouterLink(props: LinkComponentProps) {
  return <NextLink {...props} />;
}

const WORDS: readonly (keyof UiWords)[] = [
  'close',
  'copy',
  'copied',
  'retry',
  'dismiss',
  'loading',
  'showTable',
  'showChart',
  'downloadCsv',
  'downloadPicture',
  'marks',
  'commandPlaceholder',
  'commandEmpty',
  'commandTitle',
  'optional',
  'breadcrumbs',
  'expandAll',
  'collapseAll',
  'current',
  'done',
  'showPassword',
  'hidePassword',
];

/** Gives ui its locale, words, clock and router link. Wants NextIntlClientProvider around it. */
export function ShellProviders({ now, theme, children }: { now: number; theme: Theme; children: ReactNode }) {
  const locale = useLocale();
  const t = useTranslations('ui.words');
  const settings = useMemo<UiSettings>(
    () => ({
      locale,
      timeZone: 'UTC',
      now,
      words: Object.fromEntries(WORDS.map((word) => [word, t(word)])) as Record<keyof UiWords, string>,
      LinkComponent: RouterLink,
    }),
    [locale, now, t],
  );
  return (
    <ThemeChoice value={theme}>
      <UiProvider settings={settings}>
        <ToastProvider>{children}</ToastProvider>
      </UiProvider>
    </ThemeChoice>
  );
}

/** Times below are told in this IANA zone: the workspace's or the KOL's. */
export function TimeZone({ name, children }: { name: string; children: ReactNode }) {
  const outer = useUi();
  const settings = useMemo(() => ({ ...outer, timeZone: name }), [outer, name]);
  return <UiProvider settings={settings}>{children}</UiProvider>;
}
