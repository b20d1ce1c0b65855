import { acceptGuarantee, disputeGuarantee, readOwnGuarantee } from '@kolony/commissions';
import { Guarantee } from '@kolony/commissions/schema';
import { WithReason } from '@kolony/deals/schema';
import { z } from 'zod';
import { portalProcedure, portalRouterOf } from '../trpc.ts';

const ByDeal = z.object({ dealId: z.string() });

export const guarantees = portalRouterOf({
  get: portalProcedure
    .input(ByDeal)
    .output(Guarantee.nullable())
    .query(({ ctx, input }) => readOwnGuarantee(ctx.deps, ctx.scope, input)),
  accept: portalProcedure
    .input(ByDeal)
    .output(Guarantee)
    .mutation(({ ctx, input }) => acceptGuarantee(ctx.deps, ctx.scope, input)),
  dispute: portalProcedure
    .input(WithReason)
    .output(Guarantee)
    .mutation(({ ctx, input }) => disputeGuarantee(ctx.deps, ctx.scope, input)),
});
