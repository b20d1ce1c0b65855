import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { brandRouterOf } from '../trpc.ts';
import { agencies } from './agencies.ts';
import { auth } from './auth.ts';
import { budget } from './budget.ts';
import { campaigns } from './campaigns.ts';
import { commissions } from './commissions.ts';
import { connections, imports } from './connections.ts';
import { coupons } from './coupons.ts';
import { deals, kols } from './deals.ts';
import { guarantees } from './guarantees.ts';
import { integration } from './integration.ts';
import { keys } from './keys.ts';
import { domain, links } from './links.ts';
import { payouts } from './payouts.ts';
import { privacy } from './privacy.ts';
import { quality } from './quality.ts';
import { reports } from './reports.ts';
import { schedules } from './schedules.ts';
import { shares } from './shares.ts';
import { site } from './site.ts';
import { statements } from './statements.ts';
import { team } from './team.ts';
import { views } from './views.ts';
import { agreement, alerts, annotations } from './watch.ts';
import { webhooks } from './webhooks.ts';
import { work } from './work.ts';

export const brandRouter = brandRouterOf({
  agencies,
  agreement,
  alerts,
  annotations,
  auth,
  budget,
  campaigns,
  commissions,
  connections,
  coupons,
  deals,
  domain,
  guarantees,
  imports,
  integration,
  keys,
  kols,
  links,
  payouts,
  privacy,
  quality,
  reports,
  schedules,
  shares,
  site,
  statements,
  team,
  views,
  webhooks,
  work,
});
export type BrandRouter = typeof brandRouter;
export type BrandInputs = inferRouterInputs<BrandRouter>;
export type BrandOutputs = inferRouterOutputs<BrandRouter>;
