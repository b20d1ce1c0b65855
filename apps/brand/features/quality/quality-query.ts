import type { CheckState } from '@kolony/trust/schema';

/** In the order in which they matter. */
export const CHECK_STATES = ['held', 'released', 'refused', 'noted'] as const satisfies readonly CheckState[];

export const CHECK_TONE = {
  held: 'warning',
  released: 'success',
  refused: 'danger',
  noted: 'neutral',
} as const satisfies Record<CheckState, string>;

/** Server and browser must ask with the same input, or what was fetched ahead is not found. */
export function qualityQuery({ state }: { state?: string | undefined }) {
  return { limit: 50, state: CHECK_STATES.find((one) => one === state) };
}

export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};

/** The worker looks at orders meanwhile. Milliseconds. */
export const LIVE = { refetchInterval: 3_000 };
