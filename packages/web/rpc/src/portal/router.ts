import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { portalRouterOf } from '../trpc.ts';
import { auth, channels } from './auth.ts';
import { guarantees } from './guarantees.ts';
import { earnings, statements } from './money.ts';
import { links, offers } from './offers.ts';
import { payouts } from './payouts.ts';
import { reports } from './reports.ts';
import { work } from './work.ts';

export const portalRouter = portalRouterOf({
  auth,
  channels,
  earnings,
  guarantees,
  links,
  offers,
  payouts,
  reports,
  statements,
  work,
});
export type PortalRouter = typeof portalRouter;
export type PortalInputs = inferRouterInputs<PortalRouter>;
export type PortalOutputs = inferRouterOutputs<PortalRouter>;
