import { processClock, readServerConfig } from '@kolony/config';
import { connectorSettings } from '@kolony/connectors';
import { openDatabase } from '@kolony/db';
import { openBrandSession, openPortalSession, SESSION_COOKIE } from '@kolony/identity';
import { isKolonyError } from '@kolony/kernel';
import { openTxtLookup } from '@kolony/links';
import { readClickToken, readClickTokenKeys } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { webhookSettings } from '@kolony/webhooks';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { addressOf } from './address.ts';
import { brandRouter } from './brand/router.ts';
import { portalRouter } from './portal/router.ts';
import {
  type BrandContext,
  createBrandCaller,
  createPortalCaller,
  type PortalContext,
  type RpcDeps,
} from './trpc.ts';

export { brandRouter } from './brand/router.ts';
export { portalRouter } from './portal/router.ts';
export type { BrandContext, PortalContext, RpcDeps } from './trpc.ts';
export const brandCaller = createBrandCaller(brandRouter);
export const portalCaller = createPortalCaller(portalRouter);

let opened: (RpcDeps & { secure: Record<App, boolean> }) | undefined;

type App = 'brand' | 'portal';

/** The process's stores, opened at the first request. */
export function openDeps(): RpcDeps & { secure: Record<App, boolean> } {
  if (opened) return opened;
  const config = readServerConfig();
  const clickKeys = readClickTokenKeys(config.secret, config.previousSecret);
  opened = {
    db: openDatabase(config.databaseUrl),
    clock: processClock(config),
    trackerUrl: config.urls.tracker,
    lookUpTxt: openTxtLookup(),
    warehouse: openWarehouse({ url: config.clickhouseUrl, surface: 'web' }),
    webhooks: webhookSettings(config),
    clickKeys,
    readClick: (token) => readClickToken(clickKeys, token),
    connectors: connectorSettings(config),
    secure: {
      brand: config.urls.brand.startsWith('https:'),
      portal: config.urls.portal.startsWith('https:'),
    },
  };
  return opened;
}

const THIRTY_DAYS = 30 * 86_400;

/** The Set-Cookie value for a session: `__Host-` and Secure wherever the app is served over https. */
function cookieFor(app: App, token: string | null, secure: boolean): string {
  const life = token === null ? 'Max-Age=0' : `Max-Age=${THIRTY_DAYS}`;
  return `${cookieName(app, secure)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; ${life}${secure ? '; Secure' : ''}`;
}

function cookieName(app: App, secure: boolean): string {
  return `${secure ? '__Host-' : ''}${SESSION_COOKIE[app]}`;
}

function readCookie(header: string | null, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

async function contextOf(app: App, headers: Headers, setCookie: (value: string) => void) {
  const deps = openDeps();
  const secure = deps.secure[app];
  const token = readCookie(headers.get('cookie'), cookieName(app, secure));
  return {
    deps,
    address: addressOf(headers),
    token,
    setToken: (value: string | null) => setCookie(cookieFor(app, value, secure)),
  };
}

/** For server components: who is asking, read-only (a rendered page sets no cookie). */
export async function brandContext(
  headers: Headers,
  setCookie: (value: string) => void = () => undefined,
): Promise<BrandContext> {
  const base = await contextOf('brand', headers, setCookie);
  return { ...base, session: base.token ? await openBrandSession(base.deps, base.token) : null };
}

export async function portalContext(
  headers: Headers,
  setCookie: (value: string) => void = () => undefined,
): Promise<PortalContext> {
  const base = await contextOf('portal', headers, setCookie);
  return { ...base, session: base.token ? await openPortalSession(base.deps, base.token) : null };
}

/**
 * A state change must come from our own pages: browsers say so in Sec-Fetch-Site and Origin (OWASP ASVS 3.5). Other
 * clients have no session cookie to abuse.
 */
function crossSite(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  const site = request.headers.get('sec-fetch-site');
  if (site && site !== 'same-origin') return true;
  const origin = request.headers.get('origin');
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== request.headers.get('host'));
}

const refused = () =>
  new Response('{"error":"cross_site"}', { status: 403, headers: { 'content-type': 'application/json' } });

export async function handleBrand(request: Request): Promise<Response> {
  if (crossSite(request)) return refused();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: brandRouter,
    createContext: ({ resHeaders }) =>
      brandContext(request.headers, (value) => resHeaders.append('set-cookie', value)),
    responseMeta,
    onError: report,
  });
}

export async function handlePortal(request: Request): Promise<Response> {
  if (crossSite(request)) return refused();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: portalRouter,
    createContext: ({ resHeaders }) =>
      portalContext(request.headers, (value) => resHeaders.append('set-cookie', value)),
    responseMeta,
    onError: report,
  });
}

/** No answer is kept; whoever was too fast is told when to come back (RFC 9110, 10.2.3). */
function responseMeta({ errors }: { errors: readonly { cause?: unknown }[] }) {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const { cause } of errors)
    if (isKolonyError(cause) && cause.kind === 'rate_limited') {
      const seconds = cause.facts.retry_after ?? cause.facts.retry_after_seconds;
      if (seconds !== undefined) headers.set('retry-after', String(seconds));
    }
  return { headers };
}

/** Defects go to the log with their stack; expected refusals do not. */
function report({
  error,
  path,
}: {
  error: { code: string; cause?: unknown; message: string };
  path?: string | undefined;
}): void {
  if (error.code === 'INTERNAL_SERVER_ERROR')
    console.error(`rpc ${path ?? '?'}:`, error.cause ?? error.message);
}
