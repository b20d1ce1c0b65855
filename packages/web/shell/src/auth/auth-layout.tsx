'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BrandMark } from '../frame/brand-mark.tsx';
import { LocaleSwitcher, ThemeSwitcher } from '../frame/switchers.tsx';

/** The page around sign-in and sign-up: the form, and on wide screens what the product promises. */
export function AuthLayout({
  app,
  title,
  description,
  children,
  below,
}: {
  app: 'brand' | 'portal';
  title: string;
  description: string;
  children: ReactNode;
  below: ReactNode;
}) {
  const t = useTranslations('auth');
  return (
    <div className="k-bleed grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex flex-col px-4 sm:px-8">
        <header className="flex h-16 items-center justify-between">
          <span className="flex items-center gap-2.5 text-lg font-semibold">
            <BrandMark size={28} />
            Kolony
            <span className="font-normal text-muted">{t(`${app}.name`)}</span>
          </span>
          <span className="flex">
            <ThemeSwitcher />
            <LocaleSwitcher />
          </span>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10 outline-none"
        >
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1.5 mb-7 text-muted">{description}</p>
          {children}
          <p className="mt-6 text-muted">{below}</p>
        </main>
      </div>
      <aside className="hidden flex-col justify-center border-s border-border bg-accent-soft p-16 lg:flex">
        <div className="max-w-md">
          <p className="text-2xl font-semibold tracking-tight text-balance">{t(`${app}.promise`)}</p>
          <ul className="mt-8 space-y-5">
            {(['first', 'second', 'third'] as const).map((point) => (
              <li key={point} className="flex gap-3.5">
                <span aria-hidden className="mt-1.5 size-2 shrink-0 rounded-full bg-accent" />
                <span>
                  <span className="block text-md font-semibold">{t(`${app}.${point}.title`)}</span>
                  <span className="mt-0.5 block text-muted">{t(`${app}.${point}.text`)}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      </aside>
    </div>
  );
}
