import { processClock, readConfig } from '@kolony/config';
import { AppDocument } from '@kolony/shell/server';
import type { Metadata, Viewport } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.portal');
  return { title: { default: 'Kolony', template: '%s · Kolony' }, description: t('promise') };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  return <AppDocument now={processClock(readConfig()).now().getTime()}>{children}</AppDocument>;
}
