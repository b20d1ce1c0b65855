'use client';
import { useUrlState } from '@kolony/shell';
import { useUi } from '@kolony/ui';

const DAYS = ['7', '30', '90'] as const;

/** The last N days in the workspace's time zone, kept in the address. */
export function usePeriod(): {
  days: string;
  options: readonly string[];
  setDays(days: string): void;
  period: { from: string; to: string };
} {
  const { now, timeZone } = useUi();
  const [{ days }, set] = useUrlState({ days: '30' });
  const chosen = DAYS.find((one) => one === days) ?? '30';
  const day = (at: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
      at,
    );
  return {
    days: chosen,
    options: DAYS,
    setDays: (value) => set({ days: value }),
    period: { from: day(now - (Number(chosen) - 1) * 86_400_000), to: day(now) },
  };
}
