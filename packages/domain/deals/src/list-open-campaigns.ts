import { AttributionRule, DeliverableFormat, TermsRules } from '@kolony/campaigns/schema';
import type { Deps, Prisma } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import { Currency, type Page, present, toPage } from '@kolony/kernel';
import { openCampaigns } from './open-campaigns.ts';
import type { OpenCampaign } from './schema.ts';
import { containing, type DealQuery } from './store.ts';

const WITH = {
  brand: true,
  deliverables: { orderBy: { position: 'asc' } },
} as const satisfies Prisma.CampaignInclude;

/** Live campaigns that take applications and that the KOL has no deal with, newest first. */
export async function listOpenCampaigns(
  { db, clock }: Deps,
  scope: KolScope,
  { search, cursor, limit = 50 }: Pick<DealQuery, 'search' | 'cursor' | 'limit'>,
): Promise<Page<OpenCampaign>> {
  const match = containing(search);
  const rows = await db.campaign.findMany({
    where: {
      AND: [
        openCampaigns(clock.now()),
        { deals: { none: { kolId: scope.kolId } } },
        match ? { OR: [{ name: match }, { brand: { name: match } }] } : {},
        cursor ? { id: { lt: cursor } } : {},
      ],
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: WITH,
  });
  return toPage(rows.map(toOpenCampaign), limit, (campaign) => campaign.id);
}

function toOpenCampaign(row: Prisma.CampaignGetPayload<{ include: typeof WITH }>): OpenCampaign {
  const { id, name, brief, disclosure, model, windowDays, codeRule } = row;
  return {
    id,
    name,
    brand: { id: row.brand.id, name: row.brand.name },
    currency: Currency.parse(row.currency),
    brief,
    disclosure,
    offer: TermsRules.parse(row.offer),
    attribution: AttributionRule.parse({ model, windowDays, codeRule }),
    deliverables: row.deliverables.map(({ id: deliverableId, title, format, dueAt }) => {
      return { id: deliverableId, title, format: DeliverableFormat.parse(format), dueAt };
    }),
    publishedAt: present(row.publishedAt, 'publishedAt of a live campaign'),
  };
}
