import type { NewChannel } from '@kolony/identity/schema';
import type { Random } from '../random.ts';

/** Where a click comes from: the app whose browser it is, and the page that it left. */
export interface Place {
  inApp: string;
  referrerHost: string;
}

/** Who watches a KOL: where, on what, and how many hours ahead of UTC their evening is. */
export interface Audience {
  aheadOfUtc: number;
  places: readonly Place[];
  /** Share in per cent, adding up to 100. */
  countries: readonly (readonly [country: string, language: string, share: number])[];
}

const web = (referrerHost: string): Place => ({ inApp: '', referrerHost });
const app = (inApp: string, referrerHost = ''): Place => ({ inApp, referrerHost });

/** The more usual ones first and twice. */
const PLACES: Partial<Record<NewChannel['platform'], readonly Place[]>> = {
  xiaohongshu: [app('xiaohongshu'), app('xiaohongshu'), web('www.xiaohongshu.com')],
  douyin: [app('douyin'), app('douyin')],
  taobao_live: [app('taobao'), app('taobao'), web('')],
  bilibili: [app('bilibili'), web('www.bilibili.com')],
  weibo: [app('weibo'), web('weibo.com')],
  instagram: [
    app('instagram', 'l.instagram.com'),
    app('instagram', 'l.instagram.com'),
    web('l.instagram.com'),
  ],
  youtube: [web('www.youtube.com'), web('www.youtube.com'), web('m.youtube.com')],
  tiktok: [app('tiktok'), app('tiktok'), web('www.tiktok.com')],
};
const EVERYWHERE: Record<'cn' | 'world', readonly Place[]> = {
  cn: [app('wechat', 'mp.weixin.qq.com'), web('')],
  world: [web(''), web('www.google.com')],
};

/** Hours, in winter, of the time zones that the demo's KOLs live in. */
const AHEAD_OF_UTC: Record<string, number> = {
  'Asia/Shanghai': 8,
  'Asia/Tokyo': 9,
  'Europe/Berlin': 1,
  'America/New_York': -5,
  'America/Denver': -7,
};

const COUNTRIES: Record<string, Audience['countries']> = {
  'Asia/Shanghai': [
    ['CN', 'zh', 88],
    ['HK', 'zh', 4],
    ['TW', 'zh', 3],
    ['MY', 'zh', 3],
    ['SG', 'en', 2],
  ],
  'Asia/Tokyo': [
    ['JP', 'ja', 62],
    ['CN', 'zh', 26],
    ['TW', 'zh', 8],
    ['US', 'en', 4],
  ],
  'Europe/Berlin': [
    ['DE', 'de', 58],
    ['AT', 'de', 14],
    ['CH', 'de', 11],
    ['GB', 'en', 9],
    ['US', 'en', 8],
  ],
};
const AMERICAN: Audience['countries'] = [
  ['US', 'en', 76],
  ['CA', 'en', 13],
  ['GB', 'en', 6],
  ['AU', 'en', 3],
  ['MX', 'es', 2],
];

export function audienceOf({
  timeZone,
  channels,
}: {
  timeZone: string;
  channels: readonly Pick<NewChannel, 'platform'>[];
}): Audience {
  const own = channels.flatMap(({ platform }) => PLACES[platform] ?? []);
  return {
    aheadOfUtc: AHEAD_OF_UTC[timeZone] ?? 0,
    places: [...own, ...own, ...EVERYWHERE[timeZone === 'Asia/Shanghai' ? 'cn' : 'world']],
    countries: COUNTRIES[timeZone] ?? AMERICAN,
  };
}

/** A visitor lives in one country, whatever is clicked. */
export function homeOf({ countries }: Audience, visitor: number): { country: string; language: string } {
  let rest = (visitor * 37) % 100;
  for (const [country, language, share] of countries) {
    rest -= share;
    if (rest < 0) return { country, language };
  }
  return { country: '', language: '' };
}

/** Apps are on phones; a browser is on anything. */
export function deviceOf(random: Random, { inApp }: Place): 'mobile' | 'desktop' | 'tablet' {
  if (inApp) return random.next() < 0.97 ? 'mobile' : 'tablet';
  return (['mobile', 'desktop', 'tablet'] as const)[random.weighted([48, 44, 8])] ?? 'mobile';
}
