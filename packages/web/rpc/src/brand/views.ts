import { deleteView, listViews, saveView } from '@kolony/reports';
import { NewView, View } from '@kolony/reports/schema';
import { z } from 'zod';
import { ById, Done, done } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const views = brandRouterOf({
  list: brandProcedure('report.read')
    .input(z.void())
    .output(z.array(View))
    .query(({ ctx }) => listViews(ctx.deps, ctx.scope)),
  save: brandProcedure('report.write')
    .input(NewView)
    .output(View)
    .mutation(({ ctx, input }) => saveView(ctx.deps, ctx.scope, input)),
  delete: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteView(ctx.deps, ctx.scope, input);
      return done;
    }),
});
