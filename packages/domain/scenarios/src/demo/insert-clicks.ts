import { type ClickTokenKeys, isRepeat, mintClickToken, openRepeats } from '@kolony/tracking';
import type { ClickRow } from '@kolony/tracking/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { DemoClick } from './traffic.ts';

const BATCH = 50_000;

/** One nonce for all: a demo click's token is the same whenever it is asked for. */
const NONCE = Buffer.from('demo');

/** The token of a demo click, as its order names it. */
export function clickIdOf(keys: ClickTokenKeys, { deal, at }: DemoClick): string {
  return mintClickToken(keys, { linkNo: deal.linkNo, dealNo: deal.dealNo, at }, NONCE);
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
      const { deal, at, device, inApp, referrerHost } = click;
      const visitor = `demo${String(click.visitor).padStart(18, '0')}`;
      const repeat = isRepeat(repeats.last(visitor, deal.linkNo), at);
      repeats.note(visitor, deal.linkNo, at);
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
        kind: 'click',
        counted: true,
        repeat,
        route: '',
        device,
        in_app: inApp,
        referrer_host: referrerHost,
        language: '',
        country: '',
        consent: 'not_required',
      };
    });
    await warehouse.insert({ table: 'clicks', rows, token: `demo:${rows[0]?.click_id ?? start}` });
  }
}
