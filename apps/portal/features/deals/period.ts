'use client';
import { useUrlState } from '@kolony/shell';
import { useUi } from '@kolony/ui';

export const PERIOD_DAYS = ['7', '30', '90'] as const;

/** The last N days in the reader's time zone, today included; N is kept in the address. */
export function usePeriod(): {
  days: string;
  setDays(days: string): void;
  period: { from: string; to: string };
} {
  const { now, timeZone } = useUi();
  const [{ days }, set] = useUrlState({ days: '30' });
  const chosen = PERIOD_DAYS.find((one) => one === days) ?? '30';
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const to = format.format(now);
  // Calendar days, not 24 hours: where clocks change, a day is longer or shorter.
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (Number(chosen) - 1) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return { days: chosen, setDays: (value) => set({ days: value }), period: { from, to } };
}
