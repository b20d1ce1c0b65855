import {
  changeConnection,
  createConnection,
  deleteConnection,
  importFile,
  listConnectionEvents,
  listConnections,
  previewImport,
} from '@kolony/connectors';
import {
  ChangeConnection,
  Connection,
  ConnectionEvent,
  EventOutcome,
  ImportFile,
  ImportPreview,
  ImportResult,
  NewConnection,
} from '@kolony/connectors/schema';
import { PageRequest } from '@kolony/kernel';
import { z } from 'zod';
import { ById, Done, done, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const connections = brandRouterOf({
  list: brandProcedure('key.read')
    .input(z.void())
    .output(z.array(Connection))
    .query(({ ctx }) => listConnections(ctx.deps, ctx.scope)),
  create: brandProcedure('key.write')
    .input(NewConnection)
    .output(Connection)
    .mutation(({ ctx, input }) => createConnection(ctx.deps, ctx.scope, input)),
  change: brandProcedure('key.write')
    .input(ChangeConnection)
    .output(Connection)
    .mutation(({ ctx, input }) => changeConnection(ctx.deps, ctx.scope, input)),
  remove: brandProcedure('key.write')
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteConnection(ctx.deps, ctx.scope, input);
      return done;
    }),
  events: brandProcedure('key.read')
    .input(PageRequest.extend({ id: z.string().max(40), outcome: EventOutcome.optional() }))
    .output(pageOf(ConnectionEvent))
    .query(({ ctx, input }) => listConnectionEvents(ctx.deps, ctx.scope, input)),
});

/** A file goes the whole way each time: nothing of it is kept between looking, trying and importing. */
export const imports = brandRouterOf({
  preview: brandProcedure('key.write')
    .input(ImportFile)
    .output(ImportPreview)
    .mutation(({ ctx, input }) => previewImport(ctx.deps, ctx.scope, input)),
  dryRun: brandProcedure('key.write')
    .input(ImportFile)
    .output(ImportResult)
    .mutation(({ ctx, input }) => importFile(ctx.deps, ctx.scope, { file: input, dryRun: true })),
  run: brandProcedure('key.write')
    .input(ImportFile)
    .output(ImportResult)
    .mutation(({ ctx, input }) => importFile(ctx.deps, ctx.scope, { file: input, dryRun: false })),
});
