import { explainCommission, listCommissions, whatIf } from '@kolony/commissions';
import { Commission, Explanation, WhatIf, WhatIfResult } from '@kolony/commissions/schema';
import { PageRequest } from '@kolony/kernel';
import { z } from 'zod';
import { ById, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const CommissionList = PageRequest.extend({
  campaignId: z.string().optional(),
  dealId: z.string().optional(),
});

export const commissions = brandRouterOf({
  list: brandProcedure('report.read')
    .input(CommissionList)
    .output(pageOf(Commission))
    .query(({ ctx, input }) => listCommissions(ctx.deps, ctx.scope, input)),
  explain: brandProcedure('report.read')
    .input(ById)
    .output(Explanation)
    .query(({ ctx, input }) => explainCommission(ctx.deps, ctx.scope, input)),
  whatIf: brandProcedure('report.read')
    .input(WhatIf)
    .output(WhatIfResult)
    .query(({ ctx, input }) => whatIf(ctx.deps, ctx.scope, input)),
});
