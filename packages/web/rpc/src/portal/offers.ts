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
import { createLink, listLinks, qrCode, setLinkState } from '@kolony/links';
import { Link, NewLink, QrCode } from '@kolony/links/schema';
import { z } from 'zod';
import { ById, ListRequest, pageOf } from '../pages.ts';
import { portalProcedure, portalRouterOf } from '../trpc.ts';

const OfferList = ListRequest.extend({ state: DealState.optional() });
const LinkChange = z.object({ id: z.string(), state: Link.shape.state });

export const offers = portalRouterOf({
  list: portalProcedure
    .input(OfferList)
    .output(pageOf(DealSummary))
    .query(({ ctx, input }) => listOffers(ctx.deps, ctx.scope, input)),
  get: portalProcedure
    .input(ById)
    .output(Deal)
    .query(({ ctx, input }) => getOffer(ctx.deps, ctx.scope, input)),
  open: portalProcedure
    .input(ListRequest)
    .output(pageOf(OpenCampaign))
    .query(({ ctx, input }) => listOpenCampaigns(ctx.deps, ctx.scope, input)),
  /** For how many more orders the budget behind the links suffices at least. */
  funded: portalProcedure
    .input(z.object({ dealId: z.string() }))
    .output(Funded)
    .query(({ ctx, input }) => dealFunded(ctx.deps, ctx.scope, input)),
  // Not `apply`: a word that tRPC keeps for itself.
  applyTo: portalProcedure
    .input(ApplyToCampaign)
    .output(Deal)
    .mutation(({ ctx, input }) => applyToCampaign(ctx.deps, ctx.scope, input)),
  counter: portalProcedure
    .input(CounterOffer)
    .output(Deal)
    .mutation(({ ctx, input }) => counterOffer(ctx.deps, ctx.scope, input)),
  accept: portalProcedure
    .input(AnswerOffer)
    .output(Link)
    .mutation(({ ctx, input }) => acceptOffer(ctx.deps, ctx.scope, input)),
  decline: portalProcedure
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => declineDeal(ctx.deps, ctx.scope, input)),
  withdraw: portalProcedure
    .input(WithReason)
    .output(Deal)
    .mutation(({ ctx, input }) => withdrawOffer(ctx.deps, ctx.scope, input)),
});

export const links = portalRouterOf({
  list: portalProcedure
    .input(z.object({ dealId: z.string() }))
    .output(z.array(Link))
    .query(({ ctx, input }) => listLinks(ctx.deps, ctx.scope, input)),
  create: portalProcedure
    .input(NewLink)
    .output(Link)
    .mutation(({ ctx, input }) => createLink(ctx.deps, ctx.scope, input)),
  setState: portalProcedure
    .input(LinkChange)
    .output(Link)
    .mutation(({ ctx, input }) => setLinkState(ctx.deps, ctx.scope, input)),
  qr: portalProcedure
    .input(ById)
    .output(QrCode)
    .query(({ ctx, input }) => qrCode(ctx.deps, ctx.scope, input)),
});
