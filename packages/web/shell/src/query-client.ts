import { QueryClient } from '@tanstack/react-query';
import superjson from 'superjson';

interface Failure {
  data?: { httpStatus?: number };
}

/** Tries again only where that can help: not after a refusal (4xx). */
function worthRetrying(count: number, error: unknown): boolean {
  const status = (error as Failure).data?.httpStatus;
  return count < 2 && (status === undefined || status >= 500);
}

/** One per request on the server, one per tab in the browser. Fresh for 30 s, so hydration does not fetch again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: worthRetrying },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldRedactErrors: () => true,
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/**
 * For a query that costs the server something: it ends there too when its screen is left, since its request is closed. A
 * request of its own, because a batch is closed only when nobody wants any of it.
 */
export const WHILE_SHOWN = { trpc: { abortOnUnmount: true, context: { alone: true } } };
