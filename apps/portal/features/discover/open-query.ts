/** What the list of open campaigns asks the server for. */
export function openQuery(q: string) {
  return { limit: 20, search: q || undefined };
}

export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
