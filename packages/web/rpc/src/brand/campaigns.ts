import {
  closeCampaign,
  createCampaign,
  getCampaign,
  listCampaigns,
  publishCampaign,
  updateCampaign,
} from '@kolony/campaigns';
import { Campaign, CampaignState, CampaignSummary, NewCampaign } from '@kolony/campaigns/schema';
import { changeOffer } from '@kolony/deals';
import { AmendTerms } from '@kolony/deals/schema';
import { z } from 'zod';
import { ById, ListRequest, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const CampaignList = ListRequest.extend({ state: CampaignState.optional() });
const CampaignUpdate = z.object({ id: z.string(), campaign: NewCampaign });

export const campaigns = brandRouterOf({
  list: brandProcedure('campaign.read')
    .input(CampaignList)
    .output(pageOf(CampaignSummary))
    .query(({ ctx, input }) => listCampaigns(ctx.deps, ctx.scope, input)),
  get: brandProcedure('campaign.read')
    .input(ById)
    .output(Campaign)
    .query(({ ctx, input }) => getCampaign(ctx.deps, ctx.scope, input)),
  create: brandProcedure('campaign.write')
    .input(NewCampaign)
    .output(Campaign)
    .mutation(({ ctx, input }) => createCampaign(ctx.deps, ctx.scope, input)),
  update: brandProcedure('campaign.write')
    .input(CampaignUpdate)
    .output(Campaign)
    .mutation(({ ctx, input }) => updateCampaign(ctx.deps, ctx.scope, input)),
  publish: brandProcedure('campaign.write')
    .input(ById)
    .output(Campaign)
    .mutation(({ ctx, input }) => publishCampaign(ctx.deps, ctx.scope, input)),
  changeOffer: brandProcedure('campaign.write')
    .input(AmendTerms)
    .output(z.object({ amended: z.int() }))
    .mutation(({ ctx, input }) => changeOffer(ctx.deps, ctx.scope, input)),
  close: brandProcedure('campaign.write')
    .input(ById)
    .output(Campaign)
    .mutation(({ ctx, input }) => closeCampaign(ctx.deps, ctx.scope, input)),
});
