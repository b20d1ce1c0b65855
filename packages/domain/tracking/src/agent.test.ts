import crawlers from 'crawler-user-agents';
import UserAgent from 'user-agents';
import { describe, expect, test } from 'vitest';
import { readAgent } from './agent.ts';

const android =
  'Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';

describe('people count', () => {
  test.each([
    [
      'wechat',
      `${android} XWEB/1160117 MMWEBSDK/20240301 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64`,
    ],
    ['xiaohongshu', `${iphone} discover/8.30 (iPhone) XHSDiscover`],
    ['douyin', `${android} aweme_290700 BytedanceWebview/d8a21c6`],
    ['tiktok', `${iphone} musical_ly_33.4.0 BytedanceWebview`.replace('BytedanceWebview', '')],
    ['weibo', `${iphone} Weibo (iPhone14,5__weibo__14.3.2__iphone__os17.4)`],
    ['qq', `${android} V1_AND_SQ_9.0.30 QQ/9.0.30.16595`],
    ['taobao', `${iphone} AliApp(TB/10.34.10) WindVane/8.7.2`],
    ['alipay', `${android} AliApp(AP/10.5.96.8000) AlipayClient/10.5.96.8000`],
    ['instagram', `${iphone} Instagram 323.0.6.40.62 (iPhone14,2)`],
    ['facebook', `${iphone} [FBAN/FBIOS;FBAV/456.0.0.31.105]`],
    ['baidu', `${android} T7/13.54 SP-engine/2.92.0 baiduboxapp/13.54.0.10`],
    ['sogou', `${android} SogouMobileBrowser/6.12.8`],
    ['uc', `${android} UCBrowser/16.6.2.1312`],
    ['quark', `${android} Quark/6.10.3.511`],
    ['kuaishou', `${iphone} Kwai/11.3.20`],
    ['jd', `${iphone} jdapp;iPhone;12.3.1;;;M/5.0`],
    ['bilibili', `${android} BiliApp/7560300`],
    ['line', `${iphone} Safari Line/14.3.0`],
    // The name of the phone is no name of a robot.
    ['', android.replace('23127PN0CC', 'CUBOT NOTE 30')],
    ['wechat', `${android.replace('23127PN0CC', 'CUBOT X70')} MicroMessenger/8.0.49`],
    ['', android],
    ['', iphone],
    [
      '',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    ],
  ])('%s', (inApp, userAgent) => {
    expect(readAgent(userAgent)).toMatchObject({ bot: false, inApp });
  });
});

describe('machines do not', () => {
  test.each([
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)',
    'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'WhatsApp/2.23.20.0 A',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Twitterbot/1.0',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'TelegramBot (like TwitterBot)',
    'curl/8.5.0',
    'Mozilla/5.0 (compatible; Sogou spider; +http://www.sogou.com/docs/help/webmasters.htm#07)',
    // With the name or the words of an app that counts.
    'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; TikTokSpider; ttspider-feedback@tiktok.com)',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 9_1 like Mac OS X) AppleWebKit/601.1.46 (KHTML, like Gecko) Mobile/13B143 Safari/601.1 (compatible; Baiduspider-render/2.0; +http://www.baidu.com/search/spider.html) baiduboxapp/13.54',
    'Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0 mpcrawler',
    'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1) Quark/6.0',
    'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    'facebookcatalog/1.0',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
    'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
    'python-requests/2.32.0',
    'Wget/1.21.4',
    'Go-http-client/2.0',
    'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36',
    '',
  ])('%s', (userAgent) => {
    expect(readAgent(userAgent)).toEqual({ bot: true, device: 'bot', platform: 'other', inApp: '' });
  });
});

test('phones, tablets and desktops are told apart', () => {
  expect(readAgent(iphone).device).toBe('mobile');
  expect(readAgent(android).device).toBe('mobile');
  expect(readAgent('Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15').device).toBe(
    'tablet',
  );
  expect(
    readAgent(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15',
    ).device,
  ).toBe('desktop');
});

test.each([
  ['ios', iphone],
  ['ios', 'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15'],
  ['android', android],
  ['harmony', 'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Mobile Safari/537.36'],
  ['harmony', 'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ArkWeb/4.1 Mobile'],
  ['other', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36'],
])('the system is %s', (platform, userAgent) => {
  expect(readAgent(userAgent).platform).toBe(platform);
});

test('a list of crawlers is recognised, but for a few that call themselves nothing', () => {
  const instances = crawlers.flatMap(({ instances }) => instances);
  expect(instances.length).toBeGreaterThan(2_000);
  const missed = instances.filter((userAgent) => !readAgent(userAgent).bot);
  expect(missed.length / instances.length).toBeLessThan(0.005);
});

test('nobody among thousands of real visitors is taken for a bot', () => {
  const visitors = new UserAgent();
  const seen = new Set(Array.from({ length: 5_000 }, () => visitors.random().toString()));
  expect(seen.size).toBeGreaterThan(200);
  expect([...seen].filter((userAgent) => readAgent(userAgent).bot)).toEqual([]);
});
