import type { Prisma } from '@kolony/db';

/** What a bundle's line needs of its neighbours. */
export const WITH_ITEMS = {
  items: {
    orderBy: { position: 'asc' },
    include: {
      link: {
        include: {
          deal: {
            select: {
              state: true,
              campaign: { select: { state: true, disclosure: true, brand: { select: { name: true } } } },
            },
          },
        },
      },
    },
  },
} as const satisfies Prisma.BundleInclude;

export type BundleRow = Prisma.BundleGetPayload<{ include: typeof WITH_ITEMS }>;
export type ItemRow = BundleRow['items'][number];

/** Whether a line leads to the shop and earns; the tracker decides each visit again. */
export function inForce({ link }: ItemRow, now: Date): boolean {
  return (
    link.state === 'active' &&
    link.deal.state === 'active' &&
    link.deal.campaign.state === 'live' &&
    (link.expiresAt === null || link.expiresAt > now)
  );
}
