import { createApiKey, listApiKeys, revokeApiKey } from '@kolony/identity';
import { ApiKey, NewApiKey } from '@kolony/identity/schema';
import { z } from 'zod';
import { ById, Done, done } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const keys = brandRouterOf({
  list: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(ApiKey))
    .query(({ ctx }) => listApiKeys(ctx.deps, ctx.scope)),
  create: brandProcedure('key.write')
    .input(NewApiKey)
    .output(z.object({ key: z.string(), apiKey: ApiKey }))
    .mutation(({ ctx, input }) => createApiKey(ctx.deps, ctx.scope, input)),
  revoke: brandProcedure('key.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeApiKey(ctx.deps, ctx.scope, input);
      return done;
    }),
});
