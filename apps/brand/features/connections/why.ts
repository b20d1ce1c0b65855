'use client';
import { useTranslations } from 'next-intl';
import { keyOfWhy } from './connection-states.ts';

/** What became of an event or a line, in words; a code that has none is shown as it is. */
export function useWhy(): (why: string) => string {
  const t = useTranslations('brand.connections.why');
  const refusals = useTranslations('domain.refusals');
  return (why) => {
    const key = keyOfWhy(why);
    const [, field] = why.split(' ');
    if (t.has(key as never)) return t(key as never, { field: field ?? '' } as never);
    return refusals.has(key as never) ? refusals(key as never) : why;
  };
}
