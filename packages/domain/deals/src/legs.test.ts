import { describe, expect, test } from 'vitest';
import { legsOf } from './legs.ts';

const kol = { id: 'kol_1', displayName: 'Mei' };
const agency = (id: string, shareBp: number, kind = 'mcn') => ({ id, name: id.toUpperCase(), kind, shareBp });
const sharesOf = (of: Parameters<typeof legsOf>[0]) =>
  legsOf(of).map(({ party, shareBp }) => [party, shareBp]);

describe('the legs of a deal', () => {
  test('of a KOL alone: everything is theirs', () => {
    expect(legsOf({ kol, partners: [], ownAgency: null })).toEqual([
      { party: 'kol:kol_1', kind: 'kol', name: 'Mei', shareBp: 10_000 },
    ]);
  });

  test('the KOL’s agency is paid from the KOL’s share: 20 % of 100 %', () => {
    expect(legsOf({ kol, partners: [], ownAgency: agency('a', 2_000) })).toEqual([
      { party: 'kol:kol_1', kind: 'kol', name: 'Mei', shareBp: 8_000 },
      { party: 'agency:a', kind: 'mcn', name: 'A', shareBp: 2_000 },
    ]);
  });

  // ¥10 of 4/2/2/1/1: the partners have 2/2/1 of 10; the KOL alone would have 5, and their agency a fifth of it, 1.
  test('five parties 4/2/2/1/1', () => {
    const partners = [
      agency('mcn', 2_000),
      agency('sub', 2_000, 'sub_agency'),
      agency('pro', 1_000, 'promoter'),
    ];
    expect(sharesOf({ kol, partners, ownAgency: agency('own', 2_000) })).toEqual([
      ['kol:kol_1', 4_000],
      ['agency:mcn', 2_000],
      ['agency:sub', 2_000],
      ['agency:pro', 1_000],
      ['agency:own', 1_000],
    ]);
  });

  test('rounds the agency’s part half away from zero: 33.33 % of 66.67 % is 22.22 %', () => {
    expect(sharesOf({ kol, partners: [agency('p', 3_333)], ownAgency: agency('own', 3_333) })).toEqual([
      ['kol:kol_1', 4_445],
      ['agency:p', 3_333],
      // 6,667 × 3,333 ÷ 10,000 = 2,222.1
      ['agency:own', 2_222],
    ]);
  });

  test('an agency that is both named and the KOL’s own has one leg', () => {
    expect(sharesOf({ kol, partners: [agency('a', 1_000)], ownAgency: agency('a', 1_000) })).toEqual([
      ['kol:kol_1', 8_100],
      ['agency:a', 1_900],
    ]);
  });

  test('a part that rounds to nothing is no leg', () => {
    expect(sharesOf({ kol, partners: [agency('p', 9_000)], ownAgency: agency('own', 4) })).toEqual([
      ['kol:kol_1', 1_000],
      ['agency:p', 9_000],
    ]);
  });

  test('shares sum to 10,000, the KOL is first and there are five at most', () => {
    for (let own = 1; own <= 9_000; own += 97)
      for (const each of [1, 777, 3_000]) {
        const partners = ['x', 'y', 'z'].map((id) => agency(id, each));
        const legs = legsOf({ kol, partners, ownAgency: agency('own', own) });
        expect(legs.reduce((sum, { shareBp }) => sum + shareBp, 0)).toBe(10_000);
        expect(legs[0]?.kind).toBe('kol');
        expect(legs.length).toBeLessThanOrEqual(5);
        expect(legs.every(({ shareBp }) => shareBp > 0)).toBe(true);
      }
  });
});
