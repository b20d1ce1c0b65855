'use client';
import type { Command } from '@kolony/ui';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { NavItem } from './frame/navigation.ts';

const CommandPalette = lazy(() => import('./palette-dialog.tsx'));

interface Palette {
  open: () => void;
  put: (id: string, commands: readonly Command[]) => void;
}

const Context = createContext<Palette | null>(null);

/** ⌘K / Ctrl+K. Knows the navigation; pages add what can be done on them. Its code is fetched when first opened. */
export function PaletteProvider({ nav, children }: { nav: readonly NavItem[]; children: ReactNode }) {
  const t = useTranslations('ui.frame');
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const pages = useRef(new Map<string, readonly Command[]>());
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setOpened((was) => !was);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  const palette = useMemo<Palette>(
    () => ({
      open: () => setOpened(true),
      put: (id, commands) => {
        if (commands.length === 0) pages.current.delete(id);
        else pages.current.set(id, commands);
      },
    }),
    [],
  );
  const commands = opened
    ? [
        ...[...pages.current.values()].flat(),
        ...nav.map((item) => ({
          id: `nav-${item.id}`,
          label: item.label,
          keywords: `${item.keywords ?? ''} ${item.href}`,
          group: t('goTo'),
          icon: item.icon,
          run: () => router.push(item.href),
        })),
      ]
    : [];
  return (
    <Context value={palette}>
      {children}
      {opened && (
        <Suspense>
          <CommandPalette open onClose={() => setOpened(false)} commands={commands} />
        </Suspense>
      )}
    </Context>
  );
}

export function useOpenPalette(): () => void {
  return useContext(Context)?.open ?? (() => {});
}

/** Adds a page's actions to the palette while the page is shown: `useCommands([{ id, label, group, run }])`. */
export function useCommands(commands: readonly Command[]): void {
  const id = useId();
  const put = useContext(Context)?.put;
  useEffect(() => put?.(id, commands), [put, id, commands]);
  const clear = useCallback(() => put?.(id, []), [put, id]);
  useEffect(() => clear, [clear]);
}
