import { DELIVERY_STATES } from './webhook-states.ts';

/** What the log asks the server for, from its address; server and browser must ask with the same input. */
export function deliveriesQuery({ id, state }: { id: string; state?: string | undefined }) {
  return { id, limit: 50, state: DELIVERY_STATES.find((one) => one === state) };
}

export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};

/** The worker sends meanwhile: what came of it is seen without reloading. Milliseconds. */
export const LIVE = { refetchInterval: 3_000 };
