import { getCampaign } from '@kolony/campaigns';
import { getDeal, kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { campaignReport, clickKinds, dealReport } from '@kolony/insights';
import { CampaignReport, ClickKinds, DealReport, OrderRow, Period } from '@kolony/insights/schema';
import { REPORTS, reportFilters, reportOrders, runReport } from '@kolony/reports';
import { OrdersQuestion, ReportFilters, ReportName, ReportTable } from '@kolony/reports/schema';
import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf, type RpcDeps } from '../trpc.ts';

const CampaignPeriod = z.object({ campaignId: z.string(), period: Period });
const DealPeriod = z.object({ dealId: z.string(), period: Period });

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
  deal: brandProcedure('report.read')
    .input(DealPeriod)
    .output(DealReport)
    .query(async ({ ctx, input }) => {
      const { campaign } = await getDeal(ctx.deps, ctx.scope, { id: input.dealId });
      const { timeZone } = ctx.scope;
      return dealReport(ctx.deps, ctx.scope, { ...input, currency: campaign.currency, timeZone });
    }),
  filters: brandProcedure('report.read')
    .input(z.void())
    .output(ReportFilters)
    .query(({ ctx }) => reportFilters(ctx.deps, ctx.scope)),
  /** Any report in rows, for files. */
  tables: brandProcedure('report.read')
    .input(z.object({ report: ReportName, question: z.record(z.string(), z.unknown()) }))
    .output(z.array(ReportTable))
    .query(async ({ ctx, input }) => (await runReport(ctx.deps, ctx.scope, input)).tables),
  orders: brandProcedure('report.read')
    .input(OrdersQuestion)
    .output(pageOf(OrderRow))
    .query(({ ctx, input }) => reportOrders(ctx.deps, ctx.scope, input)),
  attribution: brandProcedure('report.read')
    .input(REPORTS.attribution.question)
    .output(REPORTS.attribution.answer)
    .query(({ ctx, input }) => REPORTS.attribution.run(ctx.deps, ctx.scope, input)),
  overview: brandProcedure('report.read')
    .input(REPORTS.overview.question)
    .output(REPORTS.overview.answer)
    .query(({ ctx, input }) => REPORTS.overview.run(ctx.deps, ctx.scope, input)),
  kols: brandProcedure('report.read')
    .input(REPORTS.kols.question)
    .output(REPORTS.kols.answer)
    .query(({ ctx, input }) => REPORTS.kols.run(ctx.deps, ctx.scope, input)),
  funnel: brandProcedure('report.read')
    .input(REPORTS.funnel.question)
    .output(REPORTS.funnel.answer)
    .query(({ ctx, input }) => REPORTS.funnel.run(ctx.deps, ctx.scope, input)),
  products: brandProcedure('report.read')
    .input(REPORTS.products.question)
    .output(REPORTS.products.answer)
    .query(({ ctx, input }) => REPORTS.products.run(ctx.deps, ctx.scope, input)),
  customers: brandProcedure('report.read')
    .input(REPORTS.customers.question)
    .output(REPORTS.customers.answer)
    .query(({ ctx, input }) => REPORTS.customers.run(ctx.deps, ctx.scope, input)),
  timing: brandProcedure('report.read')
    .input(REPORTS.timing.question)
    .output(REPORTS.timing.answer)
    .query(({ ctx, input }) => REPORTS.timing.run(ctx.deps, ctx.scope, input)),
  traffic: brandProcedure('report.read')
    .input(REPORTS.traffic.question)
    .output(REPORTS.traffic.answer)
    .query(({ ctx, input }) => REPORTS.traffic.run(ctx.deps, ctx.scope, input)),
  codes: brandProcedure('report.read')
    .input(REPORTS.codes.question)
    .output(REPORTS.codes.answer)
    .query(({ ctx, input }) => REPORTS.codes.run(ctx.deps, ctx.scope, input)),
  quality: brandProcedure('report.read')
    .input(REPORTS.quality.question)
    .output(REPORTS.quality.answer)
    .query(({ ctx, input }) => REPORTS.quality.run(ctx.deps, ctx.scope, input)),
  content: brandProcedure('report.read')
    .input(REPORTS.content.question)
    .output(REPORTS.content.answer)
    .query(({ ctx, input }) => REPORTS.content.run(ctx.deps, ctx.scope, input)),
  spend: brandProcedure('report.read')
    .input(REPORTS.spend.question)
    .output(REPORTS.spend.answer)
    .query(({ ctx, input }) => REPORTS.spend.run(ctx.deps, ctx.scope, input)),
});
