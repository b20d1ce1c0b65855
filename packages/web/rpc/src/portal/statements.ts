import { kolStatement } from '@kolony/commissions';
import { Statement, StatementRequest } from '@kolony/commissions/schema';
import { portalProcedure, portalRouterOf } from '../trpc.ts';

export const statements = portalRouterOf({
  get: portalProcedure
    .input(StatementRequest.omit({ party: true }))
    .output(Statement)
    .query(({ ctx, input }) => kolStatement(ctx.deps, ctx.scope, input)),
});
