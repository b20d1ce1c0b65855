import { getSiteOrigins, setSiteOrigins } from '@kolony/identity';
import { SiteOrigins } from '@kolony/identity/schema';
import { z } from 'zod';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const site = brandRouterOf({
  origins: brandProcedure('key.read')
    .input(z.void())
    .output(SiteOrigins)
    .query(({ ctx }) => getSiteOrigins(ctx.deps, ctx.scope)),
  setOrigins: brandProcedure('key.write')
    .input(SiteOrigins)
    .output(SiteOrigins)
    .mutation(({ ctx, input }) => setSiteOrigins(ctx.deps, ctx.scope, input)),
});
