'use client';
import { Menu } from '@kolony/ui';
import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { LOCALES } from '../locale.ts';
import { usePreferences } from '../preference.ts';
import { useTheme } from '../shell-providers.tsx';
import { THEMES } from '../theme.ts';
import { LOCALE_NAMES } from './user-menu.tsx';

const ICONS = { light: Sun, dark: Moon, system: Monitor };

/** For pages without a user menu: sign-in, public storefronts. */
export function LocaleSwitcher() {
  const t = useTranslations('ui');
  const locale = useLocale();
  const { setLocale } = usePreferences();
  return (
    <Menu
      label={t('language')}
      variant="ghost"
      size="sm"
      icon={<Languages aria-hidden className="size-4" />}
      items={LOCALES.map((each) => ({
        id: each,
        label: <span lang={each}>{LOCALE_NAMES[each]}</span>,
        checked: each === locale,
        onSelect: () => setLocale(each),
      }))}
    />
  );
}

export function ThemeSwitcher() {
  const t = useTranslations('ui.theme');
  const theme = useTheme();
  const { setTheme } = usePreferences();
  const Icon = ICONS[theme];
  return (
    <Menu
      label={t('title')}
      variant="ghost"
      size="sm"
      icon={<Icon aria-hidden className="size-4" />}
      items={THEMES.map((each) => ({
        id: each,
        label: t(each),
        checked: each === theme,
        onSelect: () => setTheme(each),
      }))}
    />
  );
}
