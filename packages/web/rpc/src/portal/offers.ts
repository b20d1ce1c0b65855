import { acceptOffer, dealFunded } from '@kolony/commissions';
import { Funded } from '@kolony/commissions/schema';
import {
  applyToCampaign,
  counterOffer,
  declineDeal,
  getOffer,
  listOffers,
  listOpenCampaigns,
  withdrawOffer,
} from '@kolony/deals';
import {
  AnswerOffer,
  ApplyToCampaign,
  CounterOffer,
  Deal,
  DealState,
  DealSummary,
  OpenCampaign,
  WithReason,
} from '@kolony/deals/schema';
import { Link } from '@kolony/links/schema';
import { z } from 'zod';
import { ById, ListRequest, pageOf } from '../pages.ts';
import { kolProcedure, portalRouterOf } from '../trpc.ts';

const OfferList = ListRequest.extend({ state: DealState.optional() });

export const offers = portalRouterOf({
  list: kolProcedure
    .input(OfferList)
    .output(pageOf(DealSummary))
    .query(({ ctx, input }) => listOffers(ctx.deps, ctx.scope, input)),
  get: kolProcedure
    .input(ById)
    .output(Deal)
    .query(({ ctx, input }) => getOffer(ctx.deps, ctx.scope, input)),
  open: kolProcedure
    .input(ListRequest)
    .output(pageOf(OpenCampaign))
    .query(({ ctx, input }) => listOpenCampaigns(ctx.deps, ctx.scope, input)),
  /** For how many more orders the budget behind the links suffices at least. */
  funded: kolProcedure
    .input(z.object({ dealId: z.string() }))
    .output(Funded)
    .query(({ ctx, input }) => dealFunded(ctx.deps, ctx.scope, input)),
  // Not `apply`: a word that tRPC keeps for itself.
  applyTo: kolProcedure
    .input(ApplyToCampaign)
    .output(Deal)
    .mutation(({ ctx, input }) => applyToCampaign(ctx.deps, ctx.scope, input)),
  counter: kolProcedure
    .input(CounterOffer)
    .output(Deal)
    .mutation(({ ctx, input }) => counterOffer(ctx.deps, ctx.scope, input)),
  accept: kolProcedure
    .input(AnswerOffer)
    .output(Link)
    .mutation(({ ctx, input }) => acceptOffer(ctx.deps, ctx.scope, input)),
  decline: kolProcedure
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => declineDeal(ctx.deps, ctx.scope, input)),
  withdraw: kolProcedure
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => withdrawOffer(ctx.deps, ctx.scope, input)),
});
