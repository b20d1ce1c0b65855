import type { NewChannel } from '@kolony/identity/schema';

/** Who the demo is about. Names are invented; `.example` belongs to nobody (RFC 2606). */
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

export type KolHandle = (typeof KOLS)[number]['handle'];

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
