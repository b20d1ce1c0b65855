'use client';
import { type DateStyle, formatDate, useUi } from '@kolony/ui';

/** A date inside a sentence, in the reader's language and time zone. */
export function useDate(): (at: Date, style?: DateStyle) => string {
  const { locale, timeZone } = useUi();
  return (at, style = 'date') => formatDate(at.getTime(), style, { locale, timeZone });
}
