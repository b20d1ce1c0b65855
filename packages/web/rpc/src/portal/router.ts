import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { portalRouterOf } from '../trpc.ts';
import { auth, channels } from './auth.ts';
import { earnings } from './earnings.ts';
import { guarantees } from './guarantees.ts';
import { memberships } from './memberships.ts';
import { links, offers } from './offers.ts';
import { payouts } from './payouts.ts';
import { reports } from './reports.ts';
import { statements } from './statements.ts';
import { work } from './work.ts';

export const portalRouter = portalRouterOf({
  auth,
  channels,
  earnings,
  guarantees,
  links,
  memberships,
  offers,
  payouts,
  reports,
  statements,
  work,
});
export type PortalRouter = typeof portalRouter;
export type PortalInputs = inferRouterInputs<PortalRouter>;
export type PortalOutputs = inferRouterOutputs<PortalRouter>;
