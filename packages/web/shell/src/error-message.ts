'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { failureOf } from './failure.ts';

/**
 * Error → sentence: `domain.errors.<room>.<code>` with the facts as arguments, else the sentence of its kind
 * (`ui.errors.<kind>`). Never shows a code or a stack to people.
 */
export function useErrorMessage(): (error: unknown) => string {
  const t = useTranslations();
  return useCallback(
    (error) => {
      const { code, facts, kind } = failureOf(error);
      const key = `domain.errors.${code.replaceAll('/', '.')}`;
      if (code !== '' && t.has(key as never)) {
        const values = Object.fromEntries(
          Object.entries(facts).map(([name, value]) => [
            name,
            typeof value === 'boolean' ? String(value) : value,
          ]),
        );
        return t(key as never, values as never);
      }
      return t(`ui.errors.${kind}` as never);
    },
    [t],
  );
}
