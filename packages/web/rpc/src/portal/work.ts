import { addComment, receiveSample, submitDraft, submitProof } from '@kolony/deals';
import { Deal, NewComment, NewSubmission } from '@kolony/deals/schema';
import { ById } from '../pages.ts';
import { kolProcedure, portalRouterOf } from '../trpc.ts';

/** What the KOL owes under a deal, and the goods that come for it. */
export const work = portalRouterOf({
  submitDraft: kolProcedure
    .input(NewSubmission)
    .output(Deal)
    .mutation(({ ctx, input }) => submitDraft(ctx.deps, ctx.scope, input)),
  submitProof: kolProcedure
    .input(NewSubmission)
    .output(Deal)
    .mutation(({ ctx, input }) => submitProof(ctx.deps, ctx.scope, input)),
  comment: kolProcedure
    .input(NewComment)
    .output(Deal)
    .mutation(({ ctx, input }) => addComment(ctx.deps, ctx.scope, input)),
  receiveSample: kolProcedure
    .input(ById)
    .output(Deal)
    .mutation(({ ctx, input }) => receiveSample(ctx.deps, ctx.scope, input)),
});
