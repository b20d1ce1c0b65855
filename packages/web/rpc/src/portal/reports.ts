import { getOffer } from '@kolony/deals';
import { dealReport, recentClicks } from '@kolony/insights';
import { DealReport, Period, RecentClick } from '@kolony/insights/schema';
import { kolReport } from '@kolony/reports';
import { KolQuestion, KolReport } from '@kolony/reports/schema';
import { z } from 'zod';
import { kolProcedure, portalRouterOf } from '../trpc.ts';

const DealPeriod = z.object({ dealId: z.string(), period: Period });
const ClickList = z.object({ dealId: z.string().optional(), limit: z.int().min(1).max(100).default(20) });

export const reports = portalRouterOf({
  deal: kolProcedure
    .input(DealPeriod)
    .output(DealReport)
    .query(async ({ ctx, input }) => {
      const { campaign } = await getOffer(ctx.deps, ctx.scope, { id: input.dealId });
      return dealReport(ctx.deps, ctx.scope, {
        ...input,
        currency: campaign.currency,
        timeZone: ctx.scope.timeZone,
      });
    }),
  own: kolProcedure
    .input(KolQuestion)
    .output(KolReport)
    .query(({ ctx, input }) => kolReport(ctx.deps, ctx.scope, input)),
  clicks: kolProcedure
    .input(ClickList)
    .output(z.array(RecentClick))
    .query(({ ctx, input }) => recentClicks(ctx.deps, ctx.scope, input)),
});
