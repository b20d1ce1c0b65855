import { ownStatement } from '@kolony/commissions';
import { Statement, StatementRequest } from '@kolony/commissions/schema';
import { payeeProcedure, portalRouterOf } from '../trpc.ts';

export const statements = portalRouterOf({
  get: payeeProcedure
    .input(StatementRequest.omit({ party: true }))
    .output(Statement)
    .query(({ ctx, input }) => ownStatement(ctx.deps, ctx.scope, input)),
});
