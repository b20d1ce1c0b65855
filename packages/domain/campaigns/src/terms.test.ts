import { describe, expect, test } from 'vitest';
import { NewCampaign, TermsRules, undueMilestone } from './schema.ts';

const cps = { earnings: [{ kind: 'cps', rateBp: 1_000 }], holdDays: 7 } as const;
const fee = (due: 'acceptance' | { deliverable: number }, key = 'fee') => ({
  key,
  title: `Part ${key}`,
  amount: 10_000,
  due,
});
const faults = (rules: object) =>
  (TermsRules.safeParse({ ...cps, ...rules }).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('rules that no two sides could have meant are refused, each with its sentence', () => {
  test.each([
    ['nothing is paid', { earnings: [] }, [['earnings', 'terms_pay_nothing']]],
    [
      'two general percentages',
      { earnings: [...cps.earnings, { kind: 'cps', rateBp: 500 }] },
      [['earnings', 'terms_two_general_rates']],
    ],
    [
      'two parts of the fee with one key',
      { milestones: [fee('acceptance'), fee({ deliverable: 0 })] },
      [['milestones', 'terms_milestone_twice']],
    ],
    [
      'tiers without the percentage they rise from',
      {
        earnings: [{ kind: 'cpa', amount: 500 }],
        tiers: { by: 'gmv', retroactive: true, steps: [{ from: 1, rateBp: 900 }] },
      },
      [['tiers', 'terms_tier_without_base']],
    ],
    [
      'tiers that fall',
      { tiers: { by: 'gmv', retroactive: true, steps: [{ from: 1_000, rateBp: 900 }] } },
      [['tiers.steps', 'terms_tiers_must_rise']],
    ],
    [
      'a guarantee without a fee',
      { guarantee: { target: 1_000, days: 30 } },
      [['guarantee', 'terms_guarantee_without_fee']],
    ],
    [
      'partners that leave the KOL less than a tenth',
      {
        partners: [
          { agencyId: 'a', shareBp: 9_000 },
          { agencyId: 'b', shareBp: 1 },
        ],
      },
      [['partners', 'terms_partners_take_all']],
    ],
    [
      'a bonus above the cap in all',
      { caps: { total: 1_500 }, bonuses: [{ by: 'orders', reach: 1, amount: 1_501 }] },
      [['bonuses', 'terms_bonus_above_cap']],
    ],
  ])('%s', (_name, rules, found) => {
    expect(faults(rules)).toEqual(found);
  });

  test('what is just possible is not', () => {
    expect(faults({ caps: { total: 1_500 }, bonuses: [{ by: 'orders', reach: 1, amount: 1_500 }] })).toEqual(
      [],
    );
    expect(faults({ partners: [{ agencyId: 'a', shareBp: 9_000 }] })).toEqual([]);
    expect(
      faults({ tiers: { by: 'gmv', retroactive: false, steps: [{ from: 1_000, rateBp: 1_001 }] } }),
    ).toEqual([]);
  });
});

describe('a part of the fee', () => {
  test('waits for the signature, or for a posting of its own that somebody owes', () => {
    const of = (...milestones: ReturnType<typeof fee>[]) => undueMilestone({ milestones }, 2)?.fault ?? null;
    expect(of(fee('acceptance'), fee({ deliverable: 0 }, 'b'), fee({ deliverable: 1 }, 'c'))).toBeNull();
    expect(of(fee({ deliverable: 2 }))).toBe('milestone_without_deliverable');
    expect(of(fee({ deliverable: 1 }, 'a'), fee({ deliverable: 1 }, 'b'))).toBe('two_milestones_for_one');
  });

  test('that waits for nothing is refused with the campaign already', () => {
    const campaign = {
      name: 'Slot',
      currency: 'CNY',
      brief: 'One evening.',
      disclosure: '广告',
      landingUrl: 'https://shop.example/slot',
      fallbackUrl: null,
      attribution: { model: 'last_click', windowDays: 30, codeRule: 'code_wins' },
      offer: { ...cps, milestones: [fee({ deliverable: 1 })] },
      deliverables: [{ title: 'One video', format: 'video', dueAt: null }],
      openToApply: false,
      startsAt: null,
      endsAt: null,
    };
    expect(NewCampaign.safeParse(campaign).error?.issues).toMatchObject([
      { path: ['offer', 'milestones'], message: 'terms_milestone_without_deliverable' },
    ]);
    const offer = { ...cps, milestones: [fee({ deliverable: 0 })] };
    expect(NewCampaign.safeParse({ ...campaign, offer }).success).toBe(true);
  });
});
