import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { portalRouterOf } from '../trpc.ts';
import { auth, channels } from './auth.ts';
import { earnings } from './earnings.ts';
import { guarantees } from './guarantees.ts';
import { coupons, links, pages, storefront } from './links.ts';
import { memberships } from './memberships.ts';
import { offers } from './offers.ts';
import { payouts } from './payouts.ts';
import { reports } from './reports.ts';
import { statements } from './statements.ts';
import { work } from './work.ts';

export const portalRouter = portalRouterOf({
  auth,
  channels,
  coupons,
  earnings,
  guarantees,
  links,
  memberships,
  offers,
  pages,
  payouts,
  reports,
  statements,
  storefront,
  work,
});
export type PortalRouter = typeof portalRouter;
export type PortalInputs = inferRouterInputs<PortalRouter>;
export type PortalOutputs = inferRouterOutputs<PortalRouter>;
