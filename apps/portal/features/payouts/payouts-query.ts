/** Server and browser must ask with the same input, or what was fetched ahead is not found. */
export const PAYOUTS = { limit: 30 };
export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
