import { endDeal, getDeal, inviteKol, listDeals, withdrawInvitation } from '@kolony/deals';
import { Deal, DealState, DealSummary, InviteKol } from '@kolony/deals/schema';
import { findKols } from '@kolony/identity';
import { KolCard } from '@kolony/identity/schema';
import { listCampaignLinks } from '@kolony/links';
import { Link } from '@kolony/links/schema';
import { z } from 'zod';
import { ById, ListRequest, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const DealList = ListRequest.extend({ campaignId: z.string().optional(), state: DealState.optional() });

export const deals = brandRouterOf({
  list: brandProcedure('deal.read')
    .input(DealList)
    .output(pageOf(DealSummary))
    .query(({ ctx, input }) => listDeals(ctx.deps, ctx.scope, input)),
  get: brandProcedure('deal.read')
    .input(ById)
    .output(Deal)
    .query(({ ctx, input }) => getDeal(ctx.deps, ctx.scope, input)),
  invite: brandProcedure('deal.write')
    .input(InviteKol)
    .output(Deal)
    .mutation(({ ctx, input }) => inviteKol(ctx.deps, ctx.scope, input)),
  withdraw: brandProcedure('deal.write')
    .input(ById)
    .output(Deal)
    .mutation(({ ctx, input }) => withdrawInvitation(ctx.deps, ctx.scope, input)),
  end: brandProcedure('deal.write')
    .input(ById)
    .output(Deal)
    .mutation(({ ctx, input }) => endDeal(ctx.deps, ctx.scope, input)),
});

export const kols = brandRouterOf({
  search: brandProcedure('deal.read')
    .input(ListRequest)
    .output(pageOf(KolCard))
    .query(({ ctx, input }) => findKols(ctx.deps, ctx.scope, input)),
});

export const links = brandRouterOf({
  list: brandProcedure('campaign.read')
    .input(z.object({ campaignId: z.string() }))
    .output(z.array(Link))
    .query(({ ctx, input }) => listCampaignLinks(ctx.deps, ctx.scope, input)),
});
