import { acceptCounterOffer } from '@kolony/commissions';
import {
  amendTerms,
  counterOffer,
  declineCounter,
  endDeal,
  getDeal,
  inviteKol,
  listDeals,
  pauseDeal,
  recommendKols,
  resumeDeal,
  terminateDeal,
  withdrawInvitation,
} from '@kolony/deals';
import {
  AmendTerms,
  AnswerOffer,
  CounterOffer,
  Deal,
  DealState,
  DealSummary,
  InviteKol,
  Recommendation,
  WithReason,
} from '@kolony/deals/schema';
import { findKols } from '@kolony/identity';
import { KolCard } from '@kolony/identity/schema';
import { z } from 'zod';
import { ById, ListRequest, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const DealList = ListRequest.extend({ campaignId: z.string().optional(), state: DealState.optional() });
const OfCampaign = z.object({ campaignId: z.string() });

export const deals = brandRouterOf({
  list: brandProcedure('deal.read')
    .input(DealList)
    .output(pageOf(DealSummary))
    .query(({ ctx, input }) => listDeals(ctx.deps, ctx.scope, input)),
  get: brandProcedure('deal.read')
    .input(ById)
    .output(Deal)
    .query(({ ctx, input }) => getDeal(ctx.deps, ctx.scope, input)),
  recommend: brandProcedure('deal.read')
    .input(OfCampaign)
    .output(z.array(Recommendation))
    .query(({ ctx, input }) => recommendKols(ctx.deps, ctx.scope, input)),
  invite: brandProcedure('deal.write')
    .input(InviteKol)
    .output(Deal)
    .mutation(({ ctx, input }) => inviteKol(ctx.deps, ctx.scope, input)),
  counter: brandProcedure('deal.write')
    .input(CounterOffer)
    .output(Deal)
    .mutation(({ ctx, input }) => counterOffer(ctx.deps, ctx.scope, input)),
  acceptCounter: brandProcedure('deal.write')
    .input(AnswerOffer)
    .output(Deal)
    .mutation(({ ctx, input }) => acceptCounterOffer(ctx.deps, ctx.scope, input)),
  decline: brandProcedure('deal.write')
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => declineCounter(ctx.deps, ctx.scope, input)),
  withdraw: brandProcedure('deal.write')
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => withdrawInvitation(ctx.deps, ctx.scope, input)),
  amend: brandProcedure('deal.write')
    .input(AmendTerms)
    .output(Deal)
    .mutation(({ ctx, input }) => amendTerms(ctx.deps, ctx.scope, input)),
  pause: brandProcedure('deal.write')
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => pauseDeal(ctx.deps, ctx.scope, input)),
  resume: brandProcedure('deal.write')
    .input(ById)
    .output(Deal)
    .mutation(({ ctx, input }) => resumeDeal(ctx.deps, ctx.scope, input)),
  end: brandProcedure('deal.write')
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => endDeal(ctx.deps, ctx.scope, input)),
  terminate: brandProcedure('deal.write')
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => terminateDeal(ctx.deps, ctx.scope, input)),
});

export const kols = brandRouterOf({
  search: brandProcedure('deal.read')
    .input(ListRequest)
    .output(pageOf(KolCard))
    .query(({ ctx, input }) => findKols(ctx.deps, ctx.scope, input)),
});
