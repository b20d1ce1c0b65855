import { type ClickTokenKeys, isRepeat, mintClickToken, openRepeats } from '@kolony/tracking';
import type { ClickRow } from '@kolony/tracking/schema';
import type { Warehouse } from '@kolony/warehouse';
import { homeOf } from './audience.ts';
import type { DemoClick } from './traffic.ts';

/** Rows of one insert. */
export const BATCH = 50_000;

/** One nonce for all: a demo click's token is the same whenever it is asked for. */
const NONCE = Buffer.from('demo');

/** Where machines click from. */
const MACHINE_ROOM = { country: 'US', language: '' };

const minted = new WeakMap<DemoClick, string>();

/** The token of a demo click, as its order names it. */
export function clickIdOf(keys: ClickTokenKeys, click: DemoClick): string {
  const known = minted.get(click);
  if (known) return known;
  const { deal, at } = click;
  const token = mintClickToken(keys, { linkNo: deal.linkNo, dealNo: deal.dealNo, at }, NONCE);
  minted.set(click, token);
  return token;
}

/** In bulk: the rows the tracker would have spooled. */
export async function insertClicks(
  warehouse: Warehouse,
  keys: ClickTokenKeys,
  clicks: readonly DemoClick[],
): Promise<void> {
  const repeats = openRepeats();
  for (let start = 0; start < clicks.length; start += BATCH) {
    const rows = clicks.slice(start, start + BATCH).map((click): ClickRow => {
      const { deal, at, kind, device, inApp, referrerHost, post } = click;
      const counted = kind === 'click';
      const visitor = counted ? `demo${String(click.visitor).padStart(18, '0')}` : '';
      const repeat = counted && isRepeat(repeats.last(visitor, deal.linkNo), at);
      if (counted) repeats.note(visitor, deal.linkNo, at);
      const { country, language } = counted ? homeOf(deal.audience, click.visitor) : MACHINE_ROOM;
      return {
        click_id: clickIdOf(keys, click),
        at: at.toISOString(),
        brand_id: deal.brandId,
        campaign_id: deal.campaignId,
        deal_id: deal.dealId,
        kol_id: deal.kolId,
        link_id: deal.linkId,
        visitor,
        network_hash: visitor.slice(-16),
        kind,
        counted,
        repeat,
        route: '',
        // One in eleven scans a poster.
        medium: counted && click.visitor % 11 === 0 ? 'qr' : 'link',
        sub1: post,
        sub2: '',
        sub3: '',
        device,
        in_app: inApp,
        referrer_host: referrerHost,
        language,
        country,
        consent: 'not_required',
      };
    });
    await warehouse.insert({ table: 'clicks', rows, token: `demo:${rows[0]?.click_id ?? start}` });
  }
}
