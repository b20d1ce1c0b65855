import { acceptGuarantee, disputeGuarantee, readOwnGuarantee } from '@kolony/commissions';
import { Guarantee } from '@kolony/commissions/schema';
import { WithReason } from '@kolony/deals/schema';
import { z } from 'zod';
import { kolProcedure, portalRouterOf } from '../trpc.ts';

const ByDeal = z.object({ dealId: z.string() });

export const guarantees = portalRouterOf({
  get: kolProcedure
    .input(ByDeal)
    .output(Guarantee.nullable())
    .query(({ ctx, input }) => readOwnGuarantee(ctx.deps, ctx.scope, input)),
  accept: kolProcedure
    .input(ByDeal)
    .output(Guarantee)
    .mutation(({ ctx, input }) => acceptGuarantee(ctx.deps, ctx.scope, input)),
  dispute: kolProcedure
    .input(WithReason)
    .output(Guarantee)
    .mutation(({ ctx, input }) => disputeGuarantee(ctx.deps, ctx.scope, input)),
});
