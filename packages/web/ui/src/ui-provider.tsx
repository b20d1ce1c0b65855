'use client';
import { type ComponentType, createContext, type ReactNode, useContext } from 'react';

/** The few words that components say by themselves; everything else comes as props. */
export interface UiWords {
  close: string;
  copy: string;
  copied: string;
  retry: string;
  dismiss: string;
  loading: string;
  showTable: string;
  showChart: string;
  downloadCsv: string;
  downloadPicture: string;
  marks: string;
  commandPlaceholder: string;
  commandEmpty: string;
  commandTitle: string;
  optional: string;
  breadcrumbs: string;
  expandAll: string;
  collapseAll: string;
  current: string;
  done: string;
  showPassword: string;
  hidePassword: string;
}

export interface LinkComponentProps {
  href: string;
  className?: string;
  children?: ReactNode;
  prefetch?: boolean;
  'aria-current'?: 'page' | undefined;
  'aria-label'?: string;
  role?: 'menuitem';
  tabIndex?: number;
  onClick?: () => void;
}

export interface UiSettings {
  /** BCP 47, for example `en` or `zh-CN`. */
  locale: string;
  /** IANA name; day boundaries and exact times follow it. */
  timeZone: string;
  /** The server's clock at render, epoch milliseconds, so that server and browser say the same at hydration. */
  now: number;
  words: UiWords;
  /** The router's link; a plain `<a>` where none is given. */
  LinkComponent?: ComponentType<LinkComponentProps>;
}

const Settings = createContext<UiSettings | null>(null);

export function UiProvider({ settings, children }: { settings: UiSettings; children: ReactNode }) {
  return <Settings value={settings}>{children}</Settings>;
}

/** Throws outside of a UiProvider: a component without locale and words cannot say anything right. */
export function useUi(): UiSettings {
  const settings = useContext(Settings);
  if (settings === null) throw new Error('UiProvider is missing');
  return settings;
}
