'use client';
import { useSyncExternalStore } from 'react';
import { type DateStyle, formatDate, formatRelative } from './format.ts';
import { useUi } from './ui-provider.tsx';

let tick = 0;
let base = { now: 0, seenAt: 0 };
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all relative times on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's instant plus the time that passed here since: the server's clock counts, the browser's may be wrong. */
function present(now: number): number {
  if (base.now !== now) base = { now, seenAt: Date.now() };
  return now + Math.max(0, tick - base.seenAt);
}

/** Epoch milliseconds by the server's clock, the same at hydration, renewed twice a minute. */
export function useNow(): number {
  const { now } = useUi();
  return useSyncExternalStore(
    subscribe,
    () => present(now),
    () => now,
  );
}

/** "3 minutes ago"; hover or focus tells the exact instant in the reader's time zone. */
export function RelativeTime({ at }: { at: Date | number }) {
  const { locale, timeZone } = useUi();
  const now = useNow();
  const instant = Number(at);
  return (
    <time
      dateTime={new Date(instant).toISOString()}
      title={formatDate(instant, 'exact', { locale, timeZone })}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {formatRelative(instant, now, locale)}
    </time>
  );
}

/** An absolute date or time in the reader's time zone. */
export function DateText({ at, style = 'date' }: { at: Date | number; style?: DateStyle }) {
  const { locale, timeZone } = useUi();
  const instant = Number(at);
  return (
    <time
      dateTime={new Date(instant).toISOString()}
      title={formatDate(instant, 'exact', { locale, timeZone })}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {formatDate(instant, style, { locale, timeZone })}
    </time>
  );
}
