import { PageRequest } from '@kolony/kernel';
import { listPartyPayouts, readProfile, saveProfile } from '@kolony/payouts';
import { Payout, PayoutProfile, SavePayoutProfile } from '@kolony/payouts/schema';
import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { payeeProcedure, portalRouterOf } from '../trpc.ts';

export const payouts = portalRouterOf({
  list: payeeProcedure
    .input(PageRequest)
    .output(pageOf(Payout))
    .query(({ ctx, input }) => listPartyPayouts(ctx.deps, ctx.scope, input)),
  profile: payeeProcedure
    .input(z.void())
    .output(PayoutProfile)
    .query(({ ctx }) => readProfile(ctx.deps, ctx.scope)),
  saveProfile: payeeProcedure
    .input(SavePayoutProfile)
    .output(PayoutProfile)
    .mutation(({ ctx, input }) => saveProfile(ctx.deps, ctx.scope, input)),
});
