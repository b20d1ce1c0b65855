import { useUi } from '@kolony/ui';

/** 1 Monday … 7, written out. */
export function useWeekday(): (weekday: number) => string {
  const { locale } = useUi();
  const names = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  return (weekday) => names.format((weekday + 3) * 86_400_000);
}
