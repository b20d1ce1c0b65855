import type { Medium, ResolvedLink } from '@kolony/links/resolver';
import { newVisitor, readAgent, readVisitor, type Verdict, type Visit } from '@kolony/tracking';
import type { SpooledClick } from '@kolony/tracking/schema';
import type { VisitDeps } from './deps.ts';
import type { Exchange } from './front/exchange.ts';

/** A visit, and what of it only the record needs. */
export interface SeenVisit extends Visit {
  /** The visitor cookie came along. */
  known: boolean;
  address: string;
}

/** What a request says of the visit, without believing more of it than that. */
export function visitOf(
  { repeats, proxy, networks }: VisitDeps,
  link: ResolvedLink,
  exchange: Exchange,
): SeenVisit {
  const known = readVisitor(exchange.header('cookie'));
  const country = proxy.countryHeader ? (exchange.header(proxy.countryHeader) ?? '') : '';
  const address = addressOf(exchange, proxy.addressHeader);
  return {
    method: exchange.method === 'HEAD' ? 'HEAD' : 'GET',
    agent: readAgent(exchange.header('user-agent') ?? ''),
    prefetch: isPrefetch(
      exchange.header('sec-purpose') ?? exchange.header('purpose') ?? exchange.header('x-moz'),
    ),
    datacentre: networks.isDatacentre(address),
    country: /^[A-Z]{2}$/.test(country) ? country : networks.countryOf(address),
    visitor: known ?? newVisitor(),
    known: known !== null,
    consented: link.consentRequired && hasConsented(exchange),
    lastClickAt: known === null ? null : repeats.last(known, link.no),
    address,
  };
}

export interface ClickFacts {
  link: ResolvedLink;
  verdict: Extract<Verdict, { to: 'destination' }>;
  visit: SeenVisit;
  exchange: Exchange;
  token: string;
  at: Date;
  medium: Medium;
}

export function rowOf(
  { networkHash }: VisitDeps,
  { link, verdict, visit, exchange, token, at, medium }: ClickFacts,
): SpooledClick {
  return {
    click_id: token,
    at: isoOf(at),
    brand_id: link.brandId,
    campaign_id: link.campaignId,
    deal_id: link.dealId,
    kol_id: link.kolId,
    link_id: link.id,
    visitor: verdict.recognised ? visit.visitor : undefined,
    network_hash: networkHash(visit.address, exchange.header('user-agent') ?? '', at),
    kind: verdict.kind,
    counted: verdict.counted,
    repeat: verdict.repeat || undefined,
    route: verdict.route || undefined,
    medium,
    sub1: subIdOf(1, link, exchange) || undefined,
    sub2: subIdOf(2, link, exchange) || undefined,
    sub3: subIdOf(3, link, exchange) || undefined,
    device: visit.agent.device,
    in_app: visit.agent.inApp || undefined,
    referrer_host: hostOf(exchange.header('referer')) || undefined,
    language: languageOf(exchange.header('accept-language')) || undefined,
    country: visit.country || undefined,
    consent: !link.consentRequired ? 'not_required' : visit.consented ? 'given' : 'withheld',
  };
}

let lastIso = { of: Number.NaN, text: '' };

/** Dense clicks share their millisecond, and so its text. */
function isoOf(at: Date): string {
  if (lastIso.of !== at.getTime()) lastIso = { of: at.getTime(), text: at.toISOString() };
  return lastIso.text;
}

/** As the proxy in front says it, else the connection's. Of a list the last one is the proxy's own word. */
function addressOf(exchange: Exchange, header: string | undefined): string {
  const said = header && exchange.header(header);
  return said ? said.slice(said.lastIndexOf(',') + 1).trim() : exchange.address;
}

function isPrefetch(purpose: string | undefined): boolean {
  return purpose !== undefined && /prefetch|prerender|preview/i.test(purpose);
}

/** Said by a cookie of the tracker's own host, or by the page that leads here: `/slug?consent=1`. */
function hasConsented(exchange: Exchange): boolean {
  return (
    /(?:^|;\s*)kolony_consent=1(?:;|$)/.test(exchange.header('cookie') ?? '') ||
    /[?&]consent=1(?:&|$)/.test(exchange.url)
  );
}

const SUB_IDS = [1, 2, 3].map((n) => new RegExp(`[?&]sub${n}=([\\w.-]{1,64})(?:&|$)`));

/** The address's own word, if it is one; else the link's. It is recorded, and goes nowhere. */
function subIdOf(n: 1 | 2 | 3, { subIds }: ResolvedLink, { url }: Exchange): string {
  const own = url.includes('sub') ? SUB_IDS[n - 1]?.exec(url)?.[1] : undefined;
  return own ?? subIds[n - 1] ?? '';
}

function hostOf(referrer: string | undefined): string {
  return referrer ? (URL.parse(referrer)?.hostname.slice(0, 253) ?? '') : '';
}

function languageOf(accepted: string | undefined): string {
  return accepted ? (/^[A-Za-z-]{2,12}/.exec(accepted)?.[0].toLowerCase() ?? '') : '';
}
