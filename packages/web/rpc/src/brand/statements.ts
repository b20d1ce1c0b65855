import { brandPartyStatement, brandStatement } from '@kolony/commissions';
import { BrandStatement, Statement, StatementRequest } from '@kolony/commissions/schema';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const statements = brandRouterOf({
  /** What the brand owes one KOL or agency. */
  party: brandProcedure('payout.read')
    .input(StatementRequest.omit({ brandId: true }))
    .output(Statement)
    .query(({ ctx, input }) => brandPartyStatement(ctx.deps, ctx.scope, input)),
  /** The brand's own money. */
  brand: brandProcedure('payout.read')
    .input(StatementRequest.omit({ brandId: true, party: true }))
    .output(BrandStatement)
    .query(({ ctx, input }) => brandStatement(ctx.deps, ctx.scope, input)),
});
