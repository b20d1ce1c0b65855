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

/** Crawlers and link previews by name, for when they dress up as an app ("MicroMessenger" is in WeChat's own crawler too). */
const NEVER =
  /Baiduspider|Sogou (?:web|inst|Pic|News|Video|Orion) ?spider|Bytespider|YisouSpider|360Spider|WeChat-?Bot|mpcrawler|facebookexternalhit|Facebot|WhatsApp\/|Slackbot|Twitterbot|TelegramBot|Discordbot|LinkedInBot|SkypeUriPreview|curl\/|Wget\/|python-requests|Go-http-client|HeadlessChrome|Lighthouse/i;

export interface Agent {
  bot: boolean;
  device: 'mobile' | 'tablet' | 'desktop' | 'bot';
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
  known.set(userAgent, agent);
  return agent;
}

function judge(userAgent: string): Agent {
  const inApp = IN_APP.find(([, marker]) => marker.test(userAgent))?.[0] ?? '';
  const bot = userAgent === '' || NEVER.test(userAgent) || (inApp === '' && isbot(userAgent));
  if (bot) return { bot, device: 'bot', inApp: '' };
  const tablet = /iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent);
  const mobile = /Mobi|iPhone|Android|HarmonyOS|OpenHarmony/i.test(userAgent);
  return { bot, device: tablet ? 'tablet' : mobile ? 'mobile' : 'desktop', inApp };
}
