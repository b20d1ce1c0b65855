import { PageRequest } from '@kolony/kernel';
import { listPartyPayouts, readProfile, saveProfile } from '@kolony/payouts';
import { Payout, PayoutProfile, SavePayoutProfile } from '@kolony/payouts/schema';
import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { portalProcedure, portalRouterOf } from '../trpc.ts';

export const payouts = portalRouterOf({
  list: portalProcedure
    .input(PageRequest)
    .output(pageOf(Payout))
    .query(({ ctx, input }) => listPartyPayouts(ctx.deps, ctx.scope, input)),
  profile: portalProcedure
    .input(z.void())
    .output(PayoutProfile)
    .query(({ ctx }) => readProfile(ctx.deps, ctx.scope)),
  saveProfile: portalProcedure
    .input(SavePayoutProfile)
    .output(PayoutProfile)
    .mutation(({ ctx, input }) => saveProfile(ctx.deps, ctx.scope, input)),
});
