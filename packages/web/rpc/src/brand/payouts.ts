import { PageRequest } from '@kolony/kernel';
import {
  approveBatch,
  bankFile,
  cancelBatch,
  failPayout,
  listBatches,
  listPayable,
  listPayouts,
  preparePayouts,
  readBatch,
  readPolicies,
  returnPayout,
  savePolicy,
  settlePayout,
} from '@kolony/payouts';
import {
  BankFile,
  BankFileRequest,
  FailPayout,
  Payable,
  Payout,
  PayoutBatch,
  PayoutPolicy,
  PreparePayouts,
  SettlePayout,
} from '@kolony/payouts/schema';
import { z } from 'zod';
import { ById, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

export const payouts = brandRouterOf({
  payable: brandProcedure('payout.read')
    .input(z.void())
    .output(z.array(Payable))
    .query(({ ctx }) => listPayable(ctx.deps, ctx.scope)),
  prepare: brandProcedure('payout.write')
    .input(PreparePayouts)
    .output(PayoutBatch)
    .mutation(({ ctx, input }) => preparePayouts(ctx.deps, ctx.scope, input)),
  batches: brandProcedure('payout.read')
    .input(PageRequest)
    .output(pageOf(PayoutBatch))
    .query(({ ctx, input }) => listBatches(ctx.deps, ctx.scope, input)),
  batch: brandProcedure('payout.read')
    .input(ById)
    .output(PayoutBatch)
    .query(({ ctx, input }) => readBatch(ctx.deps, ctx.scope, input)),
  approve: brandProcedure('payout.write')
    .input(ById)
    .output(PayoutBatch)
    .mutation(({ ctx, input }) => approveBatch(ctx.deps, ctx.scope, input)),
  cancel: brandProcedure('payout.write')
    .input(ById)
    .output(PayoutBatch)
    .mutation(({ ctx, input }) => cancelBatch(ctx.deps, ctx.scope, input)),
  list: brandProcedure('payout.read')
    .input(PageRequest)
    .output(pageOf(Payout))
    .query(({ ctx, input }) => listPayouts(ctx.deps, ctx.scope, input)),
  settle: brandProcedure('payout.write')
    .input(SettlePayout)
    .output(Payout)
    .mutation(({ ctx, input }) => settlePayout(ctx.deps, ctx.scope, input)),
  fail: brandProcedure('payout.write')
    .input(FailPayout)
    .output(Payout)
    .mutation(({ ctx, input }) => failPayout(ctx.deps, ctx.scope, input)),
  returned: brandProcedure('payout.write')
    .input(FailPayout)
    .output(Payout)
    .mutation(({ ctx, input }) => returnPayout(ctx.deps, ctx.scope, input)),
  // A mutation: the file has whole account numbers, and who took it is written down.
  bankFile: brandProcedure('payout.write')
    .input(BankFileRequest)
    .output(BankFile)
    .mutation(({ ctx, input }) => bankFile(ctx.deps, ctx.scope, input)),
  policies: brandProcedure('payout.read')
    .input(z.void())
    .output(z.array(PayoutPolicy))
    .query(({ ctx }) => readPolicies(ctx.deps, ctx.scope)),
  savePolicy: brandProcedure('payout.write')
    .input(PayoutPolicy)
    .output(PayoutPolicy)
    .mutation(({ ctx, input }) => savePolicy(ctx.deps, ctx.scope, input)),
});
