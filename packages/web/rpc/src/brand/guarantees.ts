import { readGuarantee, waiveGuarantee } from '@kolony/commissions';
import { Guarantee } from '@kolony/commissions/schema';
import { WithReason } from '@kolony/deals/schema';
import { z } from 'zod';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const guarantees = brandRouterOf({
  get: brandProcedure('deal.read')
    .input(z.object({ dealId: z.string() }))
    .output(Guarantee.nullable())
    .query(({ ctx, input }) => readGuarantee(ctx.deps, ctx.scope, input)),
  waive: brandProcedure('deal.write')
    .input(WithReason)
    .output(Guarantee)
    .mutation(({ ctx, input }) => waiveGuarantee(ctx.deps, ctx.scope, input)),
});
