import { fundCampaign, fundingBalances, recordDeposit } from '@kolony/campaigns';
import { Deposit, FundCampaign, FundingBalance } from '@kolony/campaigns/schema';
import { campaignSpend } from '@kolony/commissions';
import { CampaignSpend } from '@kolony/commissions/schema';
import { z } from 'zod';
import { Done, done } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const budget = brandRouterOf({
  balances: brandProcedure('budget.read')
    .input(z.void())
    .output(z.array(FundingBalance))
    .query(({ ctx }) => fundingBalances(ctx.deps, ctx.scope)),
  spend: brandProcedure('budget.read')
    .input(z.object({ campaignId: z.string() }))
    .output(CampaignSpend)
    .query(({ ctx, input }) => campaignSpend(ctx.deps, ctx.scope, input)),
  deposit: brandProcedure('budget.write')
    .input(Deposit)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await recordDeposit(ctx.deps, ctx.scope, input);
      return done;
    }),
  fund: brandProcedure('budget.write')
    .input(FundCampaign)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await fundCampaign(ctx.deps, ctx.scope, input);
      return done;
    }),
});
