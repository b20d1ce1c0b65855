import type { NewCampaign } from '@kolony/campaigns/schema';
import { campaignOf } from '../cast.ts';
import type { BRANDS, KolHandle } from './people.ts';
import { MAKEUP, OUTERWEAR, type Product, SKINCARE, SOCKS } from './shelves.ts';

/** How far a deliverable has come. */
export type Progress = 'draft' | 'posted' | 'confirmed';

interface DemoDeal {
  kol: KolHandle;
  weight: number;
  /** Of its deliverables, in their order. */
  work?: Progress[];
  /** What the KOL says aloud, and which share of the orders with it come without any click. */
  coupon?: { code: string; heard: number };
}

export interface DemoCampaign {
  key: string;
  brand: (typeof BRANDS)[number]['key'];
  /** Days before today. */
  launchedAgo: number;
  /** Minor units. */
  budget: number;
  /** Who accepted, and their share of the campaign's traffic. */
  deals: DemoDeal[];
  /** Invited and not answered. */
  invited: KolHandle[];
  declined: KolHandle[];
  /** Answered the invitation with another rate: basis points. */
  countered?: { kol: KolHandle; rateBp: number }[];
  orders: number;
  clicks: number;
  shelf: readonly Product[];
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
    shelf: SKINCARE,
    deals: [
      { kol: 'mei', weight: 5, work: ['confirmed', 'posted'], coupon: { code: 'MEI10', heard: 0.4 } },
      // Said in every live show, and by now on every coupon site.
      { kol: 'ajie', weight: 8, work: ['draft'], coupon: { code: 'AJIE10', heard: 0.92 } },
      { kol: 'tangtang', weight: 2, work: ['confirmed'] },
      { kol: 'yuki', weight: 1, work: ['posted'] },
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
    shelf: MAKEUP,
    deals: [
      { kol: 'mei', weight: 3, work: ['confirmed'], coupon: { code: 'VELVETMEI', heard: 0.3 } },
      { kol: 'tangtang', weight: 2, work: ['posted'] },
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
    shelf: [],
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
    shelf: OUTERWEAR,
    deals: [
      { kol: 'sam_trails', weight: 5, work: ['confirmed'], coupon: { code: 'SAM10', heard: 0.5 } },
      { kol: 'gearnerd', weight: 6, work: ['posted'], coupon: { code: 'GEARNERD', heard: 0.35 } },
      { kol: 'lena_peaks', weight: 3, work: ['draft'] },
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
    shelf: SOCKS,
    deals: [
      { kol: 'gearnerd', weight: 2, work: ['confirmed'] },
      { kol: 'lena_peaks', weight: 1, work: ['confirmed'] },
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
