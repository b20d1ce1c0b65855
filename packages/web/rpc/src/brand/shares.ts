import { createShare, listShares, openShare, REPORTS, revokeShare } from '@kolony/reports';
import { NewShare, type ReportName, Share } from '@kolony/reports/schema';
import { z } from 'zod';
import { ById, Done, done } from '../pages.ts';
import { openShareLimit } from '../share-limit.ts';
import { brandProcedure, brandPublic, brandRouterOf } from '../trpc.ts';

const opened = <Name extends ReportName, Answer extends z.ZodType>(
  report: Name,
  { answer }: { answer: Answer },
) =>
  z.object({
    report: z.literal(report),
    answer,
    brandName: z.string(),
    timeZone: z.string(),
    expiresAt: z.date(),
  });
const Opened = z.discriminatedUnion('report', [
  opened('overview', REPORTS.overview),
  opened('kols', REPORTS.kols),
  opened('attribution', REPORTS.attribution),
  opened('funnel', REPORTS.funnel),
  opened('products', REPORTS.products),
  opened('customers', REPORTS.customers),
  opened('timing', REPORTS.timing),
  opened('traffic', REPORTS.traffic),
  opened('codes', REPORTS.codes),
  opened('quality', REPORTS.quality),
  opened('content', REPORTS.content),
  opened('spend', REPORTS.spend),
]);

const countOpening = openShareLimit();

export const shares = brandRouterOf({
  list: brandProcedure('report.read')
    .input(z.void())
    .output(z.array(Share))
    .query(({ ctx }) => listShares(ctx.deps, ctx.scope)),
  create: brandProcedure('report.write')
    .input(NewShare)
    .output(z.object({ token: z.string(), share: Share }))
    .mutation(({ ctx, input }) => createShare(ctx.deps, ctx.scope, input)),
  revoke: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeShare(ctx.deps, ctx.scope, input);
      return done;
    }),
  open: brandPublic
    .input(z.object({ token: z.string().max(100) }))
    .output(Opened)
    .query(async ({ ctx, input }) => {
      countOpening({ ...input, address: ctx.address });
      return Opened.parse(await openShare(ctx.deps, input));
    }),
});
