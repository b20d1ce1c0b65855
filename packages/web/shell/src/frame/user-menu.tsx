'use client';
import { Avatar, Menu, type MenuItem } from '@kolony/ui';
import { ChevronsUpDown, LogOut } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { LOCALES } from '../locale.ts';
import { usePreferences } from '../preference.ts';
import { useTheme } from '../shell-providers.tsx';
import { THEMES } from '../theme.ts';

/** A language is named in itself, so that people find their own. */
export const LOCALE_NAMES = { en: 'English', 'zh-CN': '简体中文' };

/** Name, the app's own entries, language, theme, sign out. */
export function UserMenu({
  user,
  onSignOut,
  items = [],
  compact,
}: {
  user: { name: string; email: string };
  onSignOut: () => Promise<void> | void;
  items?: readonly MenuItem[];
  /** Only the avatar. */
  compact?: boolean;
}) {
  const t = useTranslations('ui');
  const locale = useLocale();
  const theme = useTheme();
  const { setLocale, setTheme } = usePreferences();
  return (
    <Menu
      label={t('frame.account')}
      variant="ghost"
      align={compact ? 'end' : 'start'}
      className={compact ? undefined : 'h-auto! w-full justify-start! px-2! py-1.5'}
      icon={<Avatar name={user.name} size="md" />}
      header={
        <>
          <span className="block font-medium">{user.name}</span>
          <span className="block text-sm text-muted">{user.email}</span>
        </>
      }
      items={[
        ...items,
        ...LOCALES.map((each, index) => ({
          id: each,
          label: <span lang={each}>{LOCALE_NAMES[each]}</span>,
          checked: each === locale,
          section: index === 0 ? t('language') : undefined,
          onSelect: () => setLocale(each),
        })),
        ...THEMES.map((each, index) => ({
          id: each,
          label: t(`theme.${each}`),
          checked: each === theme,
          section: index === 0 ? t('theme.title') : undefined,
          onSelect: () => setTheme(each),
        })),
        {
          id: 'sign-out',
          label: t('frame.signOut'),
          icon: <LogOut className="size-4" />,
          section: true,
          onSelect: () => void onSignOut(),
        },
      ]}
    >
      {compact ? undefined : (
        <>
          <span className="min-w-0 flex-1 truncate text-start">{user.name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-muted" />
        </>
      )}
    </Menu>
  );
}
