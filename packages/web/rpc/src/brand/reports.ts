import { getCampaign } from '@kolony/campaigns';
import { kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { attributionReport, campaignReport, clickKinds, orderRows } from '@kolony/insights';
import {
  AttributionQuestion,
  AttributionReport,
  CampaignReport,
  ClickKinds,
  OrderRow,
  Period,
} from '@kolony/insights/schema';
import { PageRequest } from '@kolony/kernel';
import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf, type RpcDeps } from '../trpc.ts';

const CampaignPeriod = z.object({ campaignId: z.string(), period: Period });
const OrderList = PageRequest.extend({ campaignId: z.string(), period: Period });

/** Reports read ClickHouse; names and currency come from the campaign's own rows. */
async function about(deps: RpcDeps, scope: BrandScope, campaignId: string) {
  const [campaign, names] = await Promise.all([
    getCampaign(deps, scope, { id: campaignId }),
    kolNames(deps, scope, { campaignId }),
  ]);
  return { currency: campaign.currency, timeZone: scope.timeZone, names };
}

export const reports = brandRouterOf({
  campaign: brandProcedure('report.read')
    .input(CampaignPeriod)
    .output(CampaignReport)
    .query(async ({ ctx, input }) =>
      campaignReport(ctx.deps, ctx.scope, {
        ...input,
        ...(await about(ctx.deps, ctx.scope, input.campaignId)),
      }),
    ),
  clickKinds: brandProcedure('report.read')
    .input(CampaignPeriod)
    .output(ClickKinds)
    .query(async ({ ctx, input }) => {
      const { timeZone } = await about(ctx.deps, ctx.scope, input.campaignId);
      return clickKinds(ctx.deps, ctx.scope, { ...input, timeZone });
    }),
  attribution: brandProcedure('report.read')
    .input(AttributionQuestion)
    .output(AttributionReport)
    .query(async ({ ctx: { deps, scope }, input }) =>
      attributionReport(deps, scope, {
        ...input,
        timeZone: scope.timeZone,
        names: await kolNames(deps, scope, { campaignId: input.campaignId }),
      }),
    ),
  orders: brandProcedure('report.read')
    .input(OrderList)
    .output(pageOf(OrderRow))
    .query(async ({ ctx, input }) =>
      orderRows(ctx.deps, ctx.scope, { ...input, ...(await about(ctx.deps, ctx.scope, input.campaignId)) }),
    ),
});
