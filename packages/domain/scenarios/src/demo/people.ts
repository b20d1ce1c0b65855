import type { NewCampaign } from '@kolony/campaigns/schema';
import type { NewChannel } from '@kolony/identity/schema';
import { campaignOf } from '../cast.ts';

/** Who and what the demo is about. Names are invented; `.example` belongs to nobody (RFC 2606). */
export const BRANDS = [
  {
    key: 'huaxi',
    email: 'demo@huaxi.example',
    name: '林悦',
    workspace: '花西 Huaxi Beauty',
    shop: 'https://shop.huaxi.example',
    timeZone: 'Asia/Shanghai',
  },
  {
    key: 'northloop',
    email: 'demo@northloop.example',
    name: 'Dana Reyes',
    workspace: 'Northloop Outdoor',
    shop: 'https://northloop.example',
    timeZone: 'America/New_York',
  },
] as const;

/** Who works for a brand besides its owner, who signs up. */
export const COLLEAGUES = [
  { brand: 'huaxi', email: 'finance@huaxi.example', name: '王珂', role: 'finance' },
] as const;

type Reach = [platform: NewChannel['platform'], handle: string, followers: number, niche: string];
const channel = (...[platform, handle, followers, niche]: Reach): NewChannel => ({
  platform,
  handle,
  followers,
  niche,
  url: `https://${platform.replace('_', '-')}.example/${handle}`,
});

export const KOLS = [
  {
    handle: 'mei',
    displayName: '小美 Mei',
    timeZone: 'Asia/Shanghai',
    channels: [
      channel('xiaohongshu', 'mei.daily', 182_000, 'skincare'),
      channel('douyin', 'meimei', 640_000, 'beauty'),
    ],
  },
  {
    handle: 'ajie',
    displayName: '阿杰',
    timeZone: 'Asia/Shanghai',
    channels: [channel('taobao_live', 'ajie.live', 2_300_000, 'beauty')],
  },
  {
    handle: 'tangtang',
    displayName: '糖糖测评',
    timeZone: 'Asia/Shanghai',
    channels: [channel('bilibili', 'tangtang', 95_000, 'reviews')],
  },
  {
    handle: 'yuki',
    displayName: 'Yuki 由纪',
    timeZone: 'Asia/Tokyo',
    channels: [channel('instagram', 'yuki.glow', 41_000, 'skincare')],
  },
  {
    handle: 'sam_trails',
    displayName: 'Sam on Trails',
    timeZone: 'America/Denver',
    channels: [channel('youtube', 'samontrails', 310_000, 'outdoor')],
  },
  {
    handle: 'lena_peaks',
    displayName: 'Lena Peaks',
    timeZone: 'Europe/Berlin',
    channels: [channel('instagram', 'lenapeaks', 128_000, 'outdoor')],
  },
  {
    handle: 'gearnerd',
    displayName: 'The Gear Nerd',
    timeZone: 'America/New_York',
    channels: [channel('tiktok', 'gearnerd', 520_000, 'gear')],
  },
  {
    handle: 'laowang',
    displayName: '老王户外',
    timeZone: 'Asia/Shanghai',
    channels: [channel('weibo', 'laowang', 76_000, 'outdoor')],
  },
] as const;

type KolHandle = (typeof KOLS)[number]['handle'];

/** With the KOLs in it and those it has asked: handle → share, basis points. */
export const AGENCIES: {
  email: string;
  name: string;
  members: { kol: KolHandle; shareBp: number }[];
  asked: { kol: KolHandle; shareBp: number }[];
}[] = [
  {
    email: 'ops@starlight.example',
    name: '星河传媒 Starlight MCN',
    members: [
      { kol: 'mei', shareBp: 2_000 },
      { kol: 'tangtang', shareBp: 1_500 },
    ],
    asked: [{ kol: 'yuki', shareBp: 1_800 }],
  },
];

/** Where some of them want their money; the others have not said so yet. Numbers are invented and check. */
export const ACCOUNTS: Partial<
  Record<KolHandle, { holder: string; number: string; bic: string | null; bankName: string; country: string }>
> = {
  mei: { holder: '林小美', number: '6222020200112230', bic: null, bankName: '中国工商银行', country: 'CN' },
  ajie: { holder: '陈杰', number: '6228480402564890', bic: null, bankName: '中国农业银行', country: 'CN' },
  lena_peaks: {
    holder: 'Lena Berger',
    number: 'DE89370400440532013000',
    bic: 'COBADEFFXXX',
    bankName: 'Commerzbank',
    country: 'DE',
  },
};

/** How far the first deliverable of a deal has come. */
type Progress = 'draft' | 'posted' | 'confirmed';

export interface DemoCampaign {
  key: string;
  brand: (typeof BRANDS)[number]['key'];
  /** Days before today. */
  launchedAgo: number;
  /** Minor units. */
  budget: number;
  /** Who accepted, and their share of the campaign's traffic. */
  deals: { kol: KolHandle; weight: number; work?: Progress }[];
  /** Invited and not answered. */
  invited: KolHandle[];
  declined: KolHandle[];
  /** Answered the invitation with another rate: basis points. */
  countered?: { kol: KolHandle; rateBp: number }[];
  orders: number;
  clicks: number;
  /** Typical order, minor units. */
  basket: { low: number; high: number };
  state: 'draft' | 'live' | 'closed';
  campaign: NewCampaign;
}

const rate = (rateBp: number, holdDays = 7): NewCampaign['offer'] => ({
  earnings: [{ kind: 'cps', rateBp }],
  holdDays,
});

export const CAMPAIGNS: DemoCampaign[] = [
  {
    key: 'serum',
    brand: 'huaxi',
    launchedAgo: 90,
    budget: 28_000_000,
    state: 'live',
    orders: 3_000,
    clicks: 98_000,
    basket: { low: 9_900, high: 45_900 },
    deals: [
      { kol: 'mei', weight: 5, work: 'confirmed' },
      { kol: 'ajie', weight: 8, work: 'draft' },
      { kol: 'tangtang', weight: 2 },
      { kol: 'yuki', weight: 1 },
    ],
    invited: ['laowang'],
    declined: ['lena_peaks'],
    campaign: campaignOf({
      name: '秋冬修护精华 Autumn repair serum',
      brief:
        '用你自己的晚间护肤流程，讲清楚修护精华什么时候用、用多少。\n\n- 真实使用至少 7 天再发布\n- 不比较其他品牌\n- 前三秒出现产品',
      landingUrl: 'https://shop.huaxi.example/serum',
      fallbackUrl: 'https://shop.huaxi.example/',
      offer: rate(1_500),
      deliverables: [
        { title: '小红书图文 1 篇', format: 'post', dueAt: null },
        { title: '短视频 1 条', format: 'video', dueAt: null },
      ],
    }),
  },
  {
    key: 'lipstick',
    brand: 'huaxi',
    launchedAgo: 55,
    budget: 4_600_000,
    state: 'live',
    orders: 900,
    clicks: 34_000,
    basket: { low: 7_900, high: 25_900 },
    deals: [
      { kol: 'mei', weight: 3, work: 'confirmed' },
      { kol: 'tangtang', weight: 2, work: 'posted' },
    ],
    invited: [],
    declined: [],
    campaign: campaignOf({
      name: '丝绒口红 Velvet lipstick',
      brief: '挑一支最适合自己肤色的色号，自然光试色。',
      landingUrl: 'https://shop.huaxi.example/lipstick',
      fallbackUrl: 'https://shop.huaxi.example/',
      offer: {
        ...rate(2_000),
        milestones: [{ key: 'post', title: '坑位费', amount: 200_000, due: { deliverable: 0 } }],
        tiers: {
          by: 'gmv',
          retroactive: true,
          steps: [
            { from: 2_000_000, rateBp: 2_200 },
            { from: 8_000_000, rateBp: 2_500 },
          ],
        },
        bonuses: [{ by: 'orders', reach: 300, amount: 50_000 }],
        caps: { perOrder: 6_000 },
        guarantee: { target: 3_000_000, days: 30 },
      },
      openToApply: true,
      deliverables: [{ title: '试色视频', format: 'video', dueAt: null }],
    }),
  },
  {
    key: 'gift',
    brand: 'huaxi',
    launchedAgo: 3,
    budget: 0,
    state: 'draft',
    orders: 0,
    clicks: 0,
    basket: { low: 0, high: 0 },
    deals: [],
    invited: [],
    declined: [],
    campaign: campaignOf({
      name: '新年礼盒 New year gift box',
      brief: '草稿：新年礼盒的开箱与送礼场景。',
      landingUrl: 'https://shop.huaxi.example/gift',
      offer: rate(1_200, 14),
    }),
  },
  {
    key: 'jacket',
    brand: 'northloop',
    launchedAgo: 80,
    budget: 9_000_000,
    state: 'live',
    orders: 1_500,
    clicks: 52_000,
    basket: { low: 12_900, high: 38_900 },
    deals: [
      { kol: 'sam_trails', weight: 5 },
      { kol: 'gearnerd', weight: 6 },
      { kol: 'lena_peaks', weight: 3 },
    ],
    invited: ['yuki'],
    declined: [],
    countered: [{ kol: 'mei', rateBp: 1_300 }],
    campaign: campaignOf({
      name: 'Stormline jacket',
      currency: 'USD',
      disclosure: '#ad',
      brief:
        'Take the jacket on a real hike in real weather.\n\n- Say what did not work, too\n- Show the pit zips',
      landingUrl: 'https://northloop.example/stormline',
      fallbackUrl: 'https://northloop.example/',
      offer: rate(1_000, 14),
      deliverables: [{ title: 'Trail video, 3–8 minutes', format: 'video', dueAt: null }],
    }),
  },
  {
    key: 'socks',
    brand: 'northloop',
    launchedAgo: 88,
    budget: 1_200_000,
    state: 'closed',
    orders: 600,
    clicks: 16_000,
    basket: { low: 1_900, high: 7_900 },
    deals: [
      { kol: 'gearnerd', weight: 2 },
      { kol: 'lena_peaks', weight: 1 },
    ],
    invited: [],
    declined: ['sam_trails'],
    campaign: campaignOf({
      name: 'Merino socks',
      currency: 'USD',
      disclosure: '#ad',
      brief: 'One pair, one week, one honest verdict.',
      landingUrl: 'https://northloop.example/socks',
      fallbackUrl: 'https://northloop.example/',
      offer: rate(1_200),
      deliverables: [{ title: 'Short verdict', format: 'story', dueAt: null }],
    }),
  },
];

/** Orders and clicks by hour of the reader's day and by weekday (Monday first): evenings and weekends are busy. */
export const HOURS = [2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 7, 6, 6, 7, 8, 10, 14, 18, 20, 16, 8];
export const WEEKDAYS = [8, 8, 9, 9, 11, 14, 13];
