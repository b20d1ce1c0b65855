import { ownText } from '@kolony/kernel';
import type { Device, Platform } from '@kolony/links/schema';
import { isbot } from 'isbot';

/**
 * Apps whose built-in browser people really shop in. They count, whatever a bot list thinks of words in their user
 * agents ("baidu" and "sogou" are browsers here, not only spiders). Longest-lived marker first.
 */
const IN_APP: readonly [name: string, marker: RegExp][] = [
  ['wechat', /MicroMessenger\//i],
  ['xiaohongshu', /discover\/\d|XHS|xiaohongshu/i],
  ['douyin', /aweme|BytedanceWebview|douyin/i],
  ['tiktok', /musical_ly|trill_|TikTok/i],
  ['kuaishou', /Kwai|kuaishou/i],
  ['weibo', /__weibo__|Weibo \(/i],
  ['qq', /\bQQ\/\d/i],
  ['taobao', /AliApp\(T[BM]/i],
  ['alipay', /AliApp\(AP|AlipayClient/i],
  ['jd', /jdapp/i],
  ['bilibili', /BiliApp|bilibili/i],
  ['instagram', /Instagram \d/i],
  ['facebook', /FBAN|FBAV/i],
  ['line', /\bLine\/\d/i],
  ['baidu', /baiduboxapp|baidubrowser|BIDUBrowser/i],
  ['sogou', /SogouMobileBrowser|SogouMSE/i],
  ['uc', /UCBrowser/i],
  ['quark', /Quark\//i],
];

/**
 * Crawlers and link previews, for when they carry an app's name ("TikTokSpider", WeChat's own crawler says
 * "MicroMessenger"): whatever calls itself a spider, a crawler or a bot, and those that do not by name. CUBOT makes phones.
 */
const NEVER =
  /spider\b|crawler|(?<!cu)bot\b|facebookexternalhit|facebookcatalog|meta-external|WhatsApp\/|SkypeUriPreview|curl\/|Wget\/|python-requests|Go-http-client|okhttp\/|Java\/|HeadlessChrome|Lighthouse|PhantomJS/i;

export interface Agent {
  bot: boolean;
  device: Device | 'bot';
  platform: Platform;
  /** The app whose built-in browser it is, or ''. */
  inApp: string;
}

/** Results are few (user agents repeat) and asked for on every click. */
const known = new Map<string, Agent>();
const REMEMBERED = 5_000;

export function readAgent(userAgent: string): Agent {
  const remembered = known.get(userAgent);
  if (remembered) return remembered;
  const agent = judge(userAgent.slice(0, 1_000));
  if (known.size >= REMEMBERED) known.clear();
  known.set(ownText(userAgent), agent);
  return agent;
}

function judge(userAgent: string): Agent {
  const inApp = IN_APP.find(([, marker]) => marker.test(userAgent))?.[0] ?? '';
  const bot = userAgent === '' || NEVER.test(userAgent) || (inApp === '' && isbot(userAgent));
  if (bot) return { bot, device: 'bot', platform: 'other', inApp: '' };
  const tablet = /iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent);
  const mobile = /Mobi|iPhone|Android|HarmonyOS|OpenHarmony/i.test(userAgent);
  const device = tablet ? 'tablet' : mobile ? 'mobile' : 'desktop';
  return { bot, device, platform: platformOf(userAgent), inApp };
}

/** HarmonyOS before Android: its earlier versions say both. */
function platformOf(userAgent: string): Platform {
  if (/HarmonyOS|OpenHarmony/i.test(userAgent)) return 'harmony';
  if (/iPhone|iPad|iPod/i.test(userAgent)) return 'ios';
  return /Android/i.test(userAgent) ? 'android' : 'other';
}
