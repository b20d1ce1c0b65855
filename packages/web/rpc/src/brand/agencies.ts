import { findAgencies } from '@kolony/identity';
import { AgencyCard } from '@kolony/identity/schema';
import { ListRequest, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const agencies = brandRouterOf({
  search: brandProcedure('deal.read')
    .input(ListRequest)
    .output(pageOf(AgencyCard))
    .query(({ ctx, input }) => findAgencies(ctx.deps, ctx.scope, input)),
});
