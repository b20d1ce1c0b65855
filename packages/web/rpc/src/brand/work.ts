import { reviewSubmission } from '@kolony/commissions';
import { addComment, promiseSample, shipSample } from '@kolony/deals';
import { Deal, NewComment, NewSample, ReviewSubmission, ShipSample } from '@kolony/deals/schema';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

/** What the KOL hands in and what the brand sends, inside an agreed deal. */
export const work = brandRouterOf({
  /** Approving the proof of a posting pays the part of the fixed fee that waited for it. */
  review: brandProcedure('deal.write')
    .input(ReviewSubmission)
    .output(Deal)
    .mutation(({ ctx, input }) => reviewSubmission(ctx.deps, ctx.scope, input)),
  comment: brandProcedure('deal.write')
    .input(NewComment)
    .output(Deal)
    .mutation(({ ctx, input }) => addComment(ctx.deps, ctx.scope, input)),
  promiseSample: brandProcedure('deal.write')
    .input(NewSample)
    .output(Deal)
    .mutation(({ ctx, input }) => promiseSample(ctx.deps, ctx.scope, input)),
  shipSample: brandProcedure('deal.write')
    .input(ShipSample)
    .output(Deal)
    .mutation(({ ctx, input }) => shipSample(ctx.deps, ctx.scope, input)),
});
