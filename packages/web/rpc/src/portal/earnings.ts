import { earnings as balances, explainEarning, listEarnings } from '@kolony/commissions';
import { Commission, EarningsBalance, Explanation } from '@kolony/commissions/schema';
import { PageRequest } from '@kolony/kernel';
import { z } from 'zod';
import { ById, pageOf } from '../pages.ts';
import { payeeProcedure, portalRouterOf } from '../trpc.ts';

const EarningList = PageRequest.extend({ dealId: z.string().optional() });

export const earnings = portalRouterOf({
  balances: payeeProcedure
    .input(z.void())
    .output(z.array(EarningsBalance))
    .query(({ ctx }) => balances(ctx.deps, ctx.scope)),
  list: payeeProcedure
    .input(EarningList)
    .output(pageOf(Commission))
    .query(({ ctx, input }) => listEarnings(ctx.deps, ctx.scope, input)),
  explain: payeeProcedure
    .input(ById)
    .output(Explanation)
    .query(({ ctx, input }) => explainEarning(ctx.deps, ctx.scope, input)),
});
