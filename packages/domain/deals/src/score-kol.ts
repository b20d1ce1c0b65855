import type { NewDeliverable } from '@kolony/campaigns/schema';
import type { Recommendation } from './schema.ts';

/** What a campaign asks for, as far as a KOL can match it. */
export interface Wanted {
  /** Its name and brief. */
  text: string;
  formats: readonly Format[];
}

export interface Candidate {
  kol: Recommendation['kol'];
  channels: readonly { platform: string; niche: string; followers: number }[];
  /** Deals that ran their course, with any brand. */
  dealsDone: number;
}

type Format = NewDeliverable['format'];
type Factor = Recommendation['factors'][number];

/** The most that each factor gives; together 100. */
export const MOST = { niche: 40, platform: 25, reach: 20, record: 15 } as const;

/** Where a format lives. */
const PLATFORMS: Record<Format, readonly string[]> = {
  video: ['douyin', 'tiktok', 'youtube', 'bilibili', 'xiaohongshu', 'wechat', 'instagram'],
  post: ['xiaohongshu', 'weibo', 'wechat', 'instagram'],
  live: ['taobao_live', 'douyin', 'tiktok', 'xiaohongshu', 'bilibili', 'wechat', 'youtube'],
  story: ['instagram', 'wechat', 'weibo'],
};
/** Ten million followers have all points of reach. */
const FULL_REACH = 7;
const POINTS_PER_DEAL = 5;

/** Why a KOL fits a campaign, factor by factor; the factors' points sum to the score, 100 at most. Pure. */
export function scoreKol(wanted: Wanted, { kol, channels, dealsDone }: Candidate): Recommendation {
  const factors = [
    niche(wanted, channels),
    platform(wanted, channels),
    reach(channels),
    {
      kind: 'record' as const,
      points: Math.min(MOST.record, POINTS_PER_DEAL * dealsDone),
      facts: { deals: dealsDone },
    },
  ];
  return { kol, score: factors.reduce((sum, { points }) => sum + points, 0), factors };
}

/** By the best channel: how many words of its niche the brief or the campaign's name has. */
function niche({ text }: Wanted, channels: Candidate['channels']): Factor {
  const found = channels
    .map(({ niche: name }) => {
      const words = wordsOf(name);
      const met = words.filter((word) => contains(text, word));
      return { name, met, share: words.length === 0 ? 0 : met.length / words.length };
    })
    .reduce((best, next) => (next.share > best.share ? next : best), { name: '', met: [''], share: 0 });
  return {
    kind: 'niche',
    points: Math.round(MOST.niche * found.share),
    facts: found.share === 0 ? {} : { niche: found.name, words: found.met.join(', ') },
  };
}

/** By the best channel: how many of the deliverables' formats live on its platform. */
function platform({ formats }: Wanted, channels: Candidate['channels']): Factor {
  const found = channels
    .map((channel) => ({
      name: channel.platform,
      fits: formats.filter((format) => PLATFORMS[format].includes(channel.platform)).length,
    }))
    .reduce((best, next) => (next.fits > best.fits ? next : best), { name: '', fits: 0 });
  return {
    kind: 'platform',
    points: formats.length === 0 ? 0 : Math.round((MOST.platform * found.fits) / formats.length),
    facts: found.fits === 0 ? {} : { platform: found.name, fits: found.fits, of: formats.length },
  };
}

/** On a logarithmic scale: ten times the followers are worth as much from a thousand as from a million. */
function reach(channels: Candidate['channels']): Factor {
  const followers = channels.reduce((sum, channel) => sum + channel.followers, 0);
  const points = Math.round((MOST.reach * Math.log10(1 + followers)) / FULL_REACH);
  return { kind: 'reach', points: Math.min(MOST.reach, points), facts: { followers } };
}

/** Latin words of three letters and more, Chinese ones of two characters and more, as the language divides them. */
function wordsOf(text: string): string[] {
  const parts = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.toLowerCase())];
  const words = parts.filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words.filter((word) => (isHan(word) ? word.length >= 2 : word.length >= 3)))];
}

function contains(text: string, word: string): boolean {
  if (isHan(word)) return text.includes(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'iu').test(text);
}

function isHan(word: string): boolean {
  return /\p{Script=Han}/u.test(word);
}
