'use client';
import type { Check as OrderCheck } from '@kolony/commissions/schema';
import type { Currency } from '@kolony/kernel';
import { formatDate, formatMoney, useUi } from '@kolony/ui';
import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** What an order is asked, and before it its link. */
export type Check = Omit<OrderCheck, 'name'> & {
  name: OrderCheck['name'] | 'link_answers' | 'link_leads' | 'link_token';
};

const LOOKS = {
  passed: { Icon: CircleCheck, colour: 'text-success' },
  failed: { Icon: CircleX, colour: 'text-danger' },
  skipped: { Icon: CircleMinus, colour: 'text-muted' },
} as const;

/** Each check with what it says, those of one click or deal together. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const t = useTranslations('brand.console');
  const groups = Map.groupBy(checks, ({ about, name }) => (name === 'credited' ? 'credit' : about));
  return (
    <div className="space-y-3">
      {[...groups].map(([about, own]) => (
        <div key={about ?? ''}>
          {about !== null && about !== 'credit' && (
            <p className="mb-1 text-sm text-muted">
              {t(kindOf(own))} <code className="break-all">{about}</code>
            </p>
          )}
          <ul className="divide-y divide-border rounded-md border border-border">
            {own.map((check) => (
              <Line key={check.name} check={check} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function kindOf([first]: readonly Check[]): 'ofDeal' | 'ofCode' | 'ofClick' {
  if (first?.name === 'campaign_live') return 'ofDeal';
  return first?.name === 'code_known' ? 'ofCode' : 'ofClick';
}

function Line({ check }: { check: Check }) {
  const t = useTranslations('brand.console');
  const why = useWhy();
  const { Icon, colour } = LOOKS[check.result];
  const said = why(check);
  return (
    <li className="flex gap-3 px-3 py-2" data-check={check.name} data-result={check.result}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p className={check.result === 'skipped' ? 'text-muted' : undefined}>
          {t(`checks.${check.name}`)} <span className="sr-only">{t(`results.${check.result}`)}</span>
        </p>
        {said && <p className="text-sm text-muted">{said}</p>}
      </div>
    </li>
  );
}

/** Why a check ended so, in words; where there is no reason, what it was about. */
function useWhy(): (check: Check) => string | null {
  const t = useTranslations('brand.console');
  const domain = useTranslations('domain');
  const { locale, timeZone } = useUi();
  return ({ name, why, result, facts }) => {
    if (result === 'skipped') return null;
    const money = (amount: unknown) =>
      formatMoney(Number(amount), { currency: facts.currency as Currency, locale });
    if (why) {
      for (const group of ['verdicts', 'refusedClicks', 'refusals'] as const)
        if (domain.has(`${group}.${why}` as never)) return domain(`${group}.${why}` as never);
      const own = `why.${why.replace('/', '_')}`;
      return t.has(own as never) ? t(own as never, { field: String(facts.field ?? '') } as never) : why;
    }
    if (name === 'budget') return t('facts.budget', { left: money(facts.left), needed: money(facts.needed) });
    if (name === 'in_window' && facts.window_ends_at)
      return t('facts.window', {
        end: formatDate(Date.parse(String(facts.window_ends_at)), 'datetime', { locale, timeZone }),
      });
    if (name === 'link_answers')
      return t('facts.answered', { status: String(facts.status), took: Number(facts.took) });
    if (name === 'link_leads') return String(facts.host);
    return null;
  };
}
