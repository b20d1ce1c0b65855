import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import type { Campaign, NewCampaign } from './schema.ts';
import { findCampaign, lockCampaign, toColumns } from './store.ts';

/** A draft. `campaigns/ends_before_start` when the dates contradict each other. */
export async function createCampaign(deps: Deps, scope: BrandScope, input: NewCampaign): Promise<Campaign> {
  assertDates(input);
  const createdAt = deps.clock.now();
  const id = newId('cmp', createdAt.getTime());
  await inTransaction(deps.db, async (tx) => {
    await tx.campaign.create({ data: { id, brandId: scope.brandId, state: 'draft', createdAt, ...toColumns(input) } });
    await writeDeliverables(tx, id, input);
    await audit(tx, scope, { action: 'campaign.created', subject: id });
  });
  return findCampaign(deps.db, scope, id);
}

/** Rewrites a draft; what is live was offered to KOLs and stays as it is: `campaigns/not_a_draft`. */
export async function updateCampaign(deps: Deps, scope: BrandScope, { id, campaign }: { id: string; campaign: NewCampaign }): Promise<Campaign> {
  assertDates(campaign);
  await inTransaction(deps.db, async (tx) => {
    const { state, currency, funded } = await lockCampaign(tx, scope, id);
    if (state !== 'draft') throw new KolonyError('campaigns/not_a_draft', 'conflict', { state });
    if (funded > 0 && currency !== campaign.currency) throw new KolonyError('campaigns/funded_in_other_currency', 'conflict', { field: 'currency', currency });
    await tx.campaign.update({ where: { id }, data: toColumns(campaign) });
    await tx.deliverable.deleteMany({ where: { campaignId: id } });
    await writeDeliverables(tx, id, campaign);
    await audit(tx, scope, { action: 'campaign.updated', subject: id });
  });
  return findCampaign(deps.db, scope, id);
}

async function writeDeliverables(tx: Tx, campaignId: string, { deliverables }: NewCampaign): Promise<void> {
  await tx.deliverable.createMany({ data: deliverables.map((deliverable, position) => ({ id: newId('dlv'), campaignId, position, ...deliverable })) });
}

function assertDates({ startsAt, endsAt }: NewCampaign): void {
  if (startsAt && endsAt && endsAt <= startsAt) throw new KolonyError('campaigns/ends_before_start', 'invalid', { field: 'endsAt' });
}
