import type { ResolvedLink } from '@kolony/links/resolver';
import { newVisitor, readVisitor, type Verdict, type Visit, visitorCookie } from '@kolony/tracking';
import type { ClickRow } from '@kolony/tracking/schema';
import type { FastifyRequest } from 'fastify';

export interface VisitorDeps {
  isRepeat(visitor: string, linkNo: number, at: Date): boolean;
  networkHash(address: string, userAgent: string, at: Date): string;
  /** Served over https: the visitor cookie is Secure. */
  secure: boolean;
}

export interface ClickFacts {
  link: ResolvedLink;
  verdict: Extract<Verdict, { to: 'destination' }>;
  visit: Visit;
  request: FastifyRequest;
  token: string;
  at: Date;
}

/** The row to keep, and the visitor cookie to set, if one may be set. */
export function clickOf(
  deps: VisitorDeps,
  { link, verdict, visit, request, token, at }: ClickFacts,
): { row: ClickRow; cookie: string | null } {
  const { headers } = request;
  const known = readVisitor(headers.cookie);
  const mayKeep =
    verdict.counted &&
    (!link.consentRequired || /(?:^|;\s*)kolony_consent=1(?:;|$)/.test(headers.cookie ?? ''));
  const visitor = mayKeep ? (known ?? newVisitor()) : '';
  return {
    cookie: mayKeep && !known ? visitorCookie(visitor, deps.secure) : null,
    row: {
      click_id: token,
      at: at.toISOString(),
      brand_id: link.brandId,
      campaign_id: link.campaignId,
      deal_id: link.dealId,
      kol_id: link.kolId,
      link_id: link.id,
      visitor,
      network_hash: deps.networkHash(request.ip, headers['user-agent'] ?? '', at),
      kind: verdict.kind,
      counted: verdict.counted,
      repeat: verdict.counted && visitor !== '' && deps.isRepeat(visitor, link.no, at),
      device: visit.agent.device,
      in_app: visit.agent.inApp,
      referrer_host: hostOf(headers.referer),
      language: /^[A-Za-z-]{2,12}/.exec(headers['accept-language'] ?? '')?.[0].toLowerCase() ?? '',
    },
  };
}

function hostOf(referrer: string | undefined): string {
  return referrer && URL.canParse(referrer) ? new URL(referrer).hostname.slice(0, 253) : '';
}
