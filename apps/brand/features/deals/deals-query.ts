import { DEAL_STATES } from './deal-states.ts';

/** What the list asks the server for, from its address: `q` is the search, `state` one of the deal's states. */
export function dealsQuery({ q, state }: { q?: string; state?: string }) {
  return { limit: 100, search: q || undefined, state: DEAL_STATES.find((one) => one === state) };
}

export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
