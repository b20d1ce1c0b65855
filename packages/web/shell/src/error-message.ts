'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What a failed call carries, as far as screens care (web/rpc's error shape). */
export interface Failure {
  code: string;
  facts: Record<string, string | number | boolean>;
  kind: string;
}

const KINDS: Record<string, string> = {
  BAD_REQUEST: 'invalid',
  UNPROCESSABLE_CONTENT: 'invalid',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  CONFLICT: 'conflict',
  PAYMENT_REQUIRED: 'insufficient',
  TOO_MANY_REQUESTS: 'rate_limited',
  SERVICE_UNAVAILABLE: 'unavailable',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads `error.data.kolony` of a tRPC error; without it, the transport's code; without that, the network failed. */
export function failureOf(error: unknown): Failure {
  const data = isRecord(error) && isRecord(error.data) ? error.data : undefined;
  const kolony = data && isRecord(data.kolony) ? data.kolony : undefined;
  const facts: Failure['facts'] = {};
  for (const [key, value] of Object.entries(isRecord(kolony?.facts) ? kolony.facts : {}))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts[key] = value;
  const kind = typeof data?.code === 'string' ? (KINDS[data.code] ?? 'internal') : 'network';
  return { code: typeof kolony?.code === 'string' ? kolony.code : '', facts, kind };
}

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
