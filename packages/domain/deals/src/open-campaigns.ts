import type { Prisma } from '@kolony/db';

/** Which campaigns a KOL may find and apply to. */
export function openCampaigns(now: Date) {
  return {
    state: 'live',
    openToApply: true,
    OR: [{ endsAt: null }, { endsAt: { gt: now } }],
  } satisfies Prisma.CampaignWhereInput;
}
