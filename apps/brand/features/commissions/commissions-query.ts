export interface CommissionFilter {
  campaignId?: string | undefined;
  dealId?: string | undefined;
}

/** Server and browser must ask with the same input, or what was fetched ahead is not found. */
export const commissionsQuery = ({ campaignId, dealId }: CommissionFilter) => ({
  limit: 50,
  campaignId: campaignId || undefined,
  dealId: dealId || undefined,
});

export const nextPage = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
