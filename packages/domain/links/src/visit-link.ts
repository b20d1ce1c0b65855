import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { getBrandLink } from './get-brand-link.ts';
import type { LinkDeps } from './link.ts';
import type { TestVisit } from './schema.ts';

/** The tracker takes whoever says so for a bot: such a visit is recorded, and never counted or paid. */
const AGENT = 'KolonyTest/1.0 (test bot)';
const PATIENCE = 5_000;

/**
 * Visits one of the brand's links through the tracker, as a shop's developer would with a browser, and says where it
 * leads and with which click token. `links/link_not_found`, `links/tracker_unreachable`
 */
export async function visitLink(
  deps: LinkDeps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<TestVisit> {
  const { slug } = await getBrandLink(deps, scope, { id });
  // Not the brand's own host: where that leads is the brand's to say, and nothing we ask for.
  const url = `${deps.trackerUrl}/${slug}`;
  const began = performance.now();
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { 'user-agent': AGENT },
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new KolonyError('links/tracker_unreachable', 'unavailable', { url });
  });
  await response.body?.cancel();
  const location = response.headers.get('location');
  return {
    url,
    status: response.status,
    location,
    clickId: location ? (URL.parse(location)?.searchParams.get('kclid') ?? null) : null,
    at: deps.clock.now(),
    tookMs: Math.round(performance.now() - began),
  };
}
