import { deleteView, listViews, renameView, saveView, setDefaultView } from '@kolony/reports';
import { DefaultView, NewView, RenamedView, View } from '@kolony/reports/schema';
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
  rename: brandProcedure('report.write')
    .input(RenamedView)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await renameView(ctx.deps, ctx.scope, input);
      return done;
    }),
  /** For oneself: whoever reads reports may. */
  setDefault: brandProcedure('report.write')
    .input(DefaultView)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setDefaultView(ctx.deps, ctx.scope, input);
      return done;
    }),
  delete: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteView(ctx.deps, ctx.scope, input);
      return done;
    }),
});
