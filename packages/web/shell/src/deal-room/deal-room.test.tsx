import type { Deal } from '@kolony/deals/schema';
import { UiProvider, type UiWords } from '@kolony/ui';
import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import en from '../../messages/en/domain.json' with { type: 'json' };
import zh from '../../messages/zh-CN/domain.json' with { type: 'json' };
import { DisclosureLine } from './disclosure-line.tsx';
import { GuaranteeCard } from './guarantee-card.tsx';
import { openSteps } from './next-step.ts';
import { NextStepCard } from './next-step-card.tsx';
import { useRulesInBrief } from './rules-in-brief.ts';
import { WorkBoard } from './work-board.tsx';

const words = new Proxy({} as UiWords, { get: (_, word) => String(word) });
const NOW = Date.parse('2026-11-23T12:00:00Z');
const DOMAIN = { en, 'zh-CN': zh };

function text(element: React.ReactNode, locale: keyof typeof DOMAIN = 'en'): string {
  const markup = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={{ domain: DOMAIN[locale] }} timeZone="UTC">
      <UiProvider settings={{ locale, timeZone: 'UTC', now: NOW, words }}>{element}</UiProvider>
    </NextIntlClientProvider>,
  );
  return markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

const campaign = { id: 'cmp_1', name: 'Tea', state: 'live', currency: 'CNY' } as const;
const rules = { earnings: [{ kind: 'cps' as const, rateBp: 1_500 }], holdDays: 7 };

describe('the guarantee says its formula with its figures', () => {
  // Fee ¥20,000, target ¥100,000, actual ¥30,000: 20,000 × (1 − 0.3) = ¥14,000.
  const guarantee = {
    dealId: 'dea_1',
    currency: 'CNY' as const,
    fee: 2_000_000,
    target: 10_000_000,
    actual: 3_000_000,
    refund: 1_400_000,
    dueAt: new Date(NOW),
    state: 'disputed' as const,
    note: 'Order T-9 was settled in time.',
    proposedAt: new Date(NOW),
    answeredAt: null,
    orders: [
      { orderId: 'T-1', net: 3_000_000, counted: true, why: 'settled' as const },
      { orderId: 'T-9', net: 500_000, counted: false, why: 'not_settled' as const },
    ],
  };
  const deal = { terms: [], campaign, rules, state: 'active' as const };

  test.each([
    ['en', '¥20,000.00 × (1 − ¥30,000.00 ÷ ¥100,000.00) = ¥14,000.00', 'Disputed', '1 of 2 orders count'],
    ['zh-CN', '¥20,000.00 ×（1 − ¥30,000.00 ÷ ¥100,000.00）= ¥14,000.00', '有异议', '2 单中计入 1 单'],
  ] as const)('in %s', (locale, ...sentences) => {
    const said = text(<GuaranteeCard deal={deal} guarantee={guarantee} />, locale);
    for (const sentence of [...sentences, guarantee.note, 'T-9']) expect(said).toContain(sentence);
  });

  test('and before day N what was promised, until when', () => {
    const first = {
      dealId: 'dea_1',
      version: 1,
      rules: { ...rules, guarantee: { target: 10_000_000, days: 30 } },
      legs: [],
      effectiveFrom: new Date('2026-11-01T00:00:00Z'),
      acceptedAt: new Date('2026-11-01T00:00:00Z'),
      reason: '',
    };
    const said = text(<GuaranteeCard deal={{ ...deal, terms: [first] }} guarantee={null} />);
    expect(said).toContain('The deal is to bring ¥100,000.00 of settled net sales by Dec 1, 2026.');
  });
});

test('a missing label says the rule and what it blocks; a found one says which words', () => {
  expect(text(<DisclosureLine submission={{ kind: 'proof', disclosure: null }} label="广告" />)).toMatch(
    /label missing\..* cannot be confirmed and no fee is released before “广告”/,
  );
  expect(text(<DisclosureLine submission={{ kind: 'proof', disclosure: '#ad' }} label="广告" />)).toContain(
    'found: “#ad”',
  );
});

describe('a deliverable', () => {
  const work: Deal['work'] = [
    {
      id: 'del_1',
      position: 0,
      title: 'Tasting video',
      format: 'video',
      dueAt: new Date('2026-11-20T15:59:59Z'),
      milestoneKey: 'fee',
      state: 'proof_in_review',
      turn: 'brand',
      confirmedAt: null,
      submissions: [],
    },
  ];
  const milestones: Deal['milestones'] = [
    { key: 'fee', title: 'Fee', amount: 800_000, state: 'reserved', changedAt: new Date(NOW) },
  ];
  const deal = { id: 'dea_1', state: 'active' as const, expiresAt: null, samples: [], work, campaign };

  test('shows its owner, that it is overdue, and the fee that waits for it', () => {
    const said = text(
      <WorkBoard
        deal={{ ...deal, milestones, disclosure: '广告' }}
        side="brand"
        other="Mei"
        actions={() => null}
        comment={() => null}
      />,
    );
    for (const words of ['Posting in review', 'Your turn', 'Due Nov 20, 2026', 'Overdue', '¥8,000.00'])
      expect(said).toContain(words);
  });

  test('is the next step of its owner and what the other side waits for', () => {
    const card = (side: 'brand' | 'kol') =>
      text(
        <NextStepCard
          steps={openSteps(deal, { side, now: NOW, guarantee: null })}
          side={side}
          other={side === 'brand' ? 'Mei' : 'Tea House'}
          idle={{ title: 'Nothing' }}
        />,
      );
    expect(card('brand')).toContain('Your turn Check the posting of “Tasting video”');
    expect(card('kol')).toContain('Tea House’s turn Tea House is checking the posting of “Tasting video”');
  });
});

test('rules in brief: the fee first, general rates, and that there are special ones', () => {
  const Brief = () =>
    useRulesInBrief()(
      {
        ...rules,
        earnings: [
          { kind: 'cps', rateBp: 2_000, only: { skus: ['A'] } },
          ...rules.earnings,
          { kind: 'cpa', amount: 1_000 },
        ],
        milestones: [{ key: 'fee', title: 'Fee', amount: 800_000, due: 'acceptance' }],
      },
      'CNY',
    );
  expect(text(<Brief />)).toBe('¥8,000.00 fixed fee + 15% of sales + ¥10.00 an order + special rates');
  expect(text(<Brief />, 'zh-CN')).toBe('坑位费 ¥8,000.00 + 销售额 15% + 每单 ¥10.00 + 专属费率');
});
