'use client';
import { IconButton, type MenuItem } from '@kolony/ui';
import { Ellipsis, Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { PaletteProvider, useOpenPalette } from '../palette.tsx';
import { BrandMark } from './brand-mark.tsx';
import { BottomNav, SideNav } from './nav-lists.tsx';
import { activeItem, type NavItem } from './navigation.ts';
import { UserMenu } from './user-menu.tsx';

const MoreDrawer = lazy(() => import('./more-drawer.tsx'));

export interface AppFrameProps {
  /** brand: a workplace of full width; portal: phone first, a reading column on wide screens. */
  app: 'brand' | 'portal';
  nav: readonly NavItem[];
  /** Ids for the bottom bar on phones, at most four; the rest is behind "More". */
  bottom: readonly string[];
  /** Whose data this is: the workspace or the KOL. */
  tenant: string;
  user: { name: string; email: string };
  /** Called by "Sign out"; ends the session and leaves. */
  onSignOut: () => Promise<void> | void;
  userMenu?: readonly MenuItem[];
  /** Above every page: an outage, an unverified account. */
  notice?: ReactNode;
  children: ReactNode;
}

/** Navigation around every signed-in page: sidebar from 1024 px, top and bottom bars below, ⌘K everywhere. */
export function AppFrame(props: AppFrameProps) {
  return (
    <PaletteProvider nav={props.nav}>
      <Frame {...props} />
    </PaletteProvider>
  );
}

function Frame({ app, nav, bottom, tenant, user, onSignOut, userMenu, notice, children }: AppFrameProps) {
  const t = useTranslations('ui.frame');
  const pathname = usePathname();
  const current = activeItem(nav, pathname)?.id;
  const [more, setMore] = useState(false);
  const openPalette = useOpenPalette();
  useEffect(() => setMore(false), [pathname]);
  const shown = bottom.flatMap((id) => nav.filter((item) => item.id === id)).slice(0, 4);
  const hidden = nav.some((item) => !shown.includes(item));
  const menu = <UserMenu user={user} onSignOut={onSignOut} items={userMenu} />;

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <aside className="sticky top-0 hidden h-dvh flex-col border-e border-border bg-surface lg:flex">
        <div className="flex h-14 items-center gap-2.5 px-4">
          <BrandMark />
          <span className="min-w-0">
            <span className="block truncate font-semibold">{tenant}</span>
          </span>
        </div>
        <div className="px-3 pb-2">
          <button
            type="button"
            onClick={openPalette}
            className="flex h-8 w-full items-center gap-2 rounded-md border border-border bg-bg px-2.5 text-sm text-muted hover:border-border-strong"
          >
            <Search aria-hidden className="size-3.5" />
            <span className="flex-1 text-start">{t('search')}</span>
            <kbd className="font-sans text-xs">⌘K</kbd>
          </button>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
          <SideNav label={t('navigation')} nav={nav} current={current} />
        </div>
        <div className="border-t border-border p-2">{menu}</div>
      </aside>

      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-border bg-surface px-4 lg:hidden">
          <BrandMark />
          <span className="min-w-0 flex-1 truncate font-semibold">{tenant}</span>
          <IconButton
            label={t('search')}
            icon={<Search aria-hidden className="size-4.5" />}
            onClick={openPalette}
          />
          <UserMenu user={user} onSignOut={onSignOut} items={userMenu} compact />
        </header>
        {notice}
        <main
          id="content"
          tabIndex={-1}
          className={`w-full flex-1 px-4 pt-5 pb-24 outline-none sm:px-6 lg:px-8 lg:pt-7 lg:pb-12 ${app === 'portal' ? 'mx-auto max-w-4xl' : 'mx-auto max-w-7xl'}`}
        >
          {children}
        </main>
        <BottomNav label={t('navigation')} items={shown} current={current}>
          {hidden && (
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => setMore(true)}
              className={`flex flex-1 flex-col items-center justify-center gap-0.5 text-xs ${shown.every((item) => item.id !== current) ? 'text-accent-text' : 'text-muted'}`}
            >
              <Ellipsis aria-hidden className="size-5" />
              {t('more')}
            </button>
          )}
        </BottomNav>
      </div>

      {more && (
        <Suspense>
          <MoreDrawer title={tenant} onClose={() => setMore(false)}>
            <SideNav label={t('navigation')} nav={nav} current={current} />
          </MoreDrawer>
        </Suspense>
      )}
    </div>
  );
}
