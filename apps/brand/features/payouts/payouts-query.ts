/** Server and browser must ask with the same input, or what was fetched ahead is not found. */
export const BATCHES = { limit: 20 };
export const HISTORY = { limit: 50 };
export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
