import {
  addAnnotation,
  checkAgreement,
  deleteAnnotation,
  listAlerts,
  listAnnotations,
  readAgreement,
  readAlertMail,
  seeAlert,
  setAlertMail,
} from '@kolony/reports';
import {
  Agreement,
  Alert,
  AlertMail,
  Annotation,
  AnnotationQuery,
  NewAnnotation,
  SetAlertMail,
} from '@kolony/reports/schema';
import { z } from 'zod';
import { ById, Done, done } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

/** Whether reports are made of the books' own figures. */
export const agreement = brandRouterOf({
  read: brandProcedure('report.read')
    .input(z.void())
    .output(Agreement.nullable())
    .query(({ ctx }) => readAgreement(ctx.deps, ctx.scope)),
  check: brandProcedure('report.write')
    .input(z.void())
    .output(Agreement)
    .mutation(({ ctx }) => checkAgreement(ctx.deps, ctx.scope)),
});

export const alerts = brandRouterOf({
  list: brandProcedure('report.read')
    .input(z.void())
    .output(z.array(Alert))
    .query(({ ctx }) => listAlerts(ctx.deps, ctx.scope)),
  see: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await seeAlert(ctx.deps, ctx.scope, input);
      return done;
    }),
  /** Whether they are mailed to the member who asks. */
  mail: brandProcedure('report.read')
    .input(z.void())
    .output(AlertMail)
    .query(({ ctx }) => readAlertMail(ctx.deps, ctx.scope)),
  setMail: brandProcedure('report.write')
    .input(SetAlertMail)
    .output(AlertMail)
    .mutation(({ ctx, input }) => setAlertMail(ctx.deps, ctx.scope, input)),
});

export const annotations = brandRouterOf({
  list: brandProcedure('report.read')
    .input(AnnotationQuery)
    .output(z.array(Annotation))
    .query(({ ctx, input }) => listAnnotations(ctx.deps, ctx.scope, input)),
  add: brandProcedure('report.write')
    .input(NewAnnotation)
    .output(Annotation)
    .mutation(({ ctx, input }) => addAnnotation(ctx.deps, ctx.scope, input)),
  delete: brandProcedure('report.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteAnnotation(ctx.deps, ctx.scope, input);
      return done;
    }),
});
