import { describe, expect, test } from 'vitest';
import { type Candidate, MOST, scoreKol, type Wanted } from './score-kol.ts';

const wanted: Wanted = {
  text: 'Spring serum\nShow your evening skin care routine. 美妆护肤新品',
  formats: ['video', 'live'],
};
const kolOf = (more: Partial<Candidate> = {}): Candidate => ({
  kol: { id: 'kol_1', handle: 'mei', displayName: 'Mei' },
  channels: [{ platform: 'douyin', niche: 'skin care', followers: 99_999 }],
  dealsDone: 2,
  ...more,
});
const pointsOf = (candidate: Candidate, campaign = wanted) =>
  Object.fromEntries(scoreKol(campaign, candidate).factors.map(({ kind, points }) => [kind, points]));

describe('a KOL’s score', () => {
  test('is the sum of its factors, each with what it was judged by', () => {
    // niche 2 of 2 words: 40; platform 2 of 2 formats: 25; reach log10(100,000) ÷ 7 × 20 = 14.3: 14; record 2 × 5: 10.
    expect(scoreKol(wanted, kolOf())).toEqual({
      kol: { id: 'kol_1', handle: 'mei', displayName: 'Mei' },
      score: 89,
      factors: [
        { kind: 'niche', points: 40, facts: { niche: 'skin care', words: 'skin, care' } },
        { kind: 'platform', points: 25, facts: { platform: 'douyin', fits: 2, of: 2 } },
        { kind: 'reach', points: 14, facts: { followers: 99_999 } },
        { kind: 'record', points: 10, facts: { deals: 2 } },
      ],
    });
  });

  test('niche: words of the best channel, whole ones; Chinese ones as the language divides them', () => {
    const niche = (name: string) =>
      pointsOf(kolOf({ channels: [{ platform: 'weibo', niche: name, followers: 0 }] })).niche;
    expect(niche('skin diving')).toBe(20);
    expect(niche('SKIN CARE')).toBe(40);
    expect(niche('kin')).toBe(0);
    expect(niche('护肤')).toBe(40);
    expect(niche('游戏')).toBe(0);
    const two = [
      { platform: 'weibo', niche: 'cars', followers: 0 },
      { platform: 'weibo', niche: 'serum', followers: 0 },
    ];
    expect(pointsOf(kolOf({ channels: two })).niche).toBe(40);
  });

  test('platform: the share of the formats that live there', () => {
    const on = (platform: string) =>
      pointsOf(kolOf({ channels: [{ platform, niche: 'x', followers: 0 }] })).platform;
    expect([on('douyin'), on('taobao_live'), on('instagram'), on('weibo')]).toEqual([25, 13, 13, 0]);
    expect(pointsOf(kolOf(), { ...wanted, formats: [] }).platform).toBe(0);
  });

  test('reach grows by the logarithm and ends; a record ends at three deals', () => {
    const reach = (followers: number) =>
      pointsOf(kolOf({ channels: [{ platform: 'douyin', niche: 'x', followers }] })).reach;
    expect([0, 9, 999, 9_999_999, 2_000_000_000].map(reach)).toEqual([0, 3, 9, 20, MOST.reach]);
    expect([0, 1, 3, 30].map((dealsDone) => pointsOf(kolOf({ dealsDone })).record)).toEqual([0, 5, 15, 15]);
  });

  test('never passes 100, and nothing fitting is 0', () => {
    const best = kolOf({
      dealsDone: 99,
      channels: [{ platform: 'douyin', niche: 'serum', followers: 2_000_000_000 }],
    });
    expect(scoreKol(wanted, best).score).toBe(100);
    expect(scoreKol(wanted, { ...best, dealsDone: 0, channels: [] }).score).toBe(0);
  });
});
