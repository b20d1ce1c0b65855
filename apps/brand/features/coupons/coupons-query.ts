/** What the list asks the server for, from its address: `q` is the search. */
export function couponsQuery({ q }: { q?: string }) {
  return { limit: 50, search: q || undefined };
}

export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
