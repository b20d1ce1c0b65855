import type { ConnectorDeps } from '@kolony/connectors';
import { roomError } from '@kolony/db';
import type { PortalSession } from '@kolony/identity';
import { type BrandMe, type BrandScope, type Permission, ROLE_PERMISSIONS } from '@kolony/identity/schema';
import { isKolonyError, KolonyError } from '@kolony/kernel';
import type { DomainDeps, LinkDeps } from '@kolony/links';
import type { ClickTokenKeys } from '@kolony/tracking';
import { type Warehouse, whileWanted } from '@kolony/warehouse';
import type { WebhookDeps } from '@kolony/webhooks';
import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { TRPC_CODE } from './error-table.ts';

/** What use-cases are given: stores, clock, the tracker's address, the DNS, and how webhooks are signed and guarded. */
export type RpcDeps = LinkDeps &
  DomainDeps &
  WebhookDeps &
  ConnectorDeps & { warehouse: Warehouse; clickKeys: ClickTokenKeys };

interface BaseContext {
  deps: RpcDeps;
  /** The caller's network address, for rate limits only. */
  address: string;
  /** The session cookie's value, if any. */
  token: string | null;
  /** Sets (or with null removes) the session cookie of this app. */
  setToken(token: string | null): void;
}

export interface BrandContext extends BaseContext {
  session: { scope: BrandScope; me: BrandMe } | null;
}

export interface PortalContext extends BaseContext {
  session: PortalSession | null;
}

/** Who may call: anyone, whoever is signed in, in the portal KOLs or agencies only, or members with the permission. */
interface Meta {
  may: 'anyone' | 'signed_in' | 'kol' | 'agency' | Permission;
}

/** What a client learns of an error: the room's code and facts, never a stack. */
interface ShownError {
  code: string;
  kind: string;
  facts: Record<string, string | number | boolean>;
}

function shown(cause: unknown): ShownError | null {
  return isKolonyError(cause) && cause.kind !== 'internal'
    ? { code: cause.code, kind: cause.kind, facts: { ...cause.facts } }
    : null;
}

function create<Context extends object>() {
  return initTRPC
    .context<Context>()
    .meta<Meta>()
    .create({
      transformer: superjson,
      errorFormatter: ({ shape, error }) => {
        const { stack: _, ...data } = shape.data as typeof shape.data & { stack?: string };
        const internal = error.code === 'INTERNAL_SERVER_ERROR';
        return {
          ...shape,
          message: internal ? 'internal' : shape.message,
          data: { ...data, kolony: shown(error.cause) },
        };
      },
    });
}

/** Use-cases throw KolonyErrors; here, and only here, they become tRPC's. */
function translate(error: unknown): never {
  const known = roomError(error);
  if (known) throw new TRPCError({ code: TRPC_CODE[known.kind], message: known.code, cause: known });
  throw error;
}

function denied(kind: 'unauthenticated' | 'forbidden'): never {
  return translate(new KolonyError(`identity/${kind}`, kind));
}

const brand = create<BrandContext>();
const portal = create<PortalContext>();

export const brandRouterOf = brand.router;
export const portalRouterOf = portal.router;
export const createBrandCaller = brand.createCallerFactory;
export const createPortalCaller = portal.createCallerFactory;

/** What a page asked of ClickHouse ends when it leaves; a change is finished, whoever still waits. */
const whileShown = <T>(signal: AbortSignal | undefined, next: () => T) =>
  signal ? whileWanted(signal, next) : next();

/** A brand procedure that anyone may call: sign-up and sign-in. */
export const brandPublic = brand.procedure.meta({ may: 'anyone' }).use(async ({ next, type, signal }) => {
  const result = await (type === 'query' ? whileShown(signal, next) : next());
  return result.ok ? result : rethrow(result.error);
});

/** A brand procedure; `ctx.scope` is the only way to the brand's rows. */
export function brandProcedure(may: 'signed_in' | Permission) {
  return brandPublic.meta({ may }).use(({ ctx, next }) => {
    const { session } = ctx;
    if (!session) return denied('unauthenticated');
    if (may !== 'signed_in' && !ROLE_PERMISSIONS[session.me.role].includes(may)) return denied('forbidden');
    return next({ ctx: { scope: session.scope, me: session.me } });
  });
}

/** A portal procedure that anyone may call. */
export const portalPublic = portal.procedure.meta({ may: 'anyone' }).use(async ({ next, type, signal }) => {
  const result = await (type === 'query' ? whileShown(signal, next) : next());
  return result.ok ? result : rethrow(result.error);
});

/** For whoever earns, KOL or agency: each account has one member, so being signed in is the permission. */
export const payeeProcedure = portalPublic.meta({ may: 'signed_in' }).use(({ ctx, next }) => {
  if (!ctx.session) return denied('unauthenticated');
  return next({ ctx: { scope: ctx.session.scope, me: ctx.session.me } });
});

/** A KOL's procedure. */
export const kolProcedure = portalPublic.meta({ may: 'kol' }).use(({ ctx, next }) => {
  if (!ctx.session) return denied('unauthenticated');
  if (ctx.session.as !== 'kol') return denied('forbidden');
  return next({ ctx: { scope: ctx.session.scope, me: ctx.session.me } });
});

/** An agency's procedure. */
export const agencyProcedure = portalPublic.meta({ may: 'agency' }).use(({ ctx, next }) => {
  if (!ctx.session) return denied('unauthenticated');
  if (ctx.session.as !== 'agency') return denied('forbidden');
  return next({ ctx: { scope: ctx.session.scope, me: ctx.session.me } });
});

/** tRPC wraps what a procedure throws; the cause is what the room said. */
function rethrow(error: TRPCError): never {
  if (roomError(error.cause)) return translate(error.cause);
  throw error;
}
