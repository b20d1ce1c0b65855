'use client';
import { formatNum, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds in the largest unit that they fill: "45 sec", "20 min", "3 days". Null is a dash. */
export function useDuration(): (seconds: number | null) => string {
  const { locale } = useUi();
  return (seconds) => {
    if (seconds === null) return '–';
    const [unit, size] = STEPS.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
    const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(locale, options).format(seconds / size);
  };
}

/** 1 Monday … 7 Sunday, as short as the language has them. */
export function useWeekday(): (weekday: number | string) => string {
  const { locale } = useUi();
  const names = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  return (weekday) => names.format((Number(weekday) + 3) * 86_400_000);
}

/** 0 … 23 as on a clock's face. */
export function useHour(): (hour: number) => string {
  const { locale } = useUi();
  return (hour) => formatNum(hour, locale);
}

const NAMED = { device: 'devices', platform: 'platforms', medium: 'media' } as const;

/** A value of what a click says of itself, in the reader's words; what has none stays as it is. */
export function useTraitValue(): (trait: string, value: string) => string {
  const t = useTranslations('domain');
  const { locale } = useUi();
  const nameOf = (type: 'region' | 'language', value: string) => {
    try {
      return new Intl.DisplayNames(locale, { type }).of(value) ?? value;
    } catch {
      // What a browser sent need not be a code.
      return value;
    }
  };
  return (trait, value) => {
    if (value === '') return t(trait === 'platform' ? 'traits.browser' : 'traits.unsaid');
    if (trait === 'country') return nameOf('region', value);
    if (trait === 'language') return nameOf('language', value);
    const key =
      trait === 'consent'
        ? (`traits.consents.${value}` as const)
        : trait in NAMED
          ? (`${NAMED[trait as keyof typeof NAMED]}.${value}` as const)
          : null;
    return key !== null && t.has(key) ? t(key) : value;
  };
}
