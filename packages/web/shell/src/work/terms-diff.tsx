'use client';
import type { TermsRules } from '@kolony/campaigns/schema';
import { diffRules } from '@kolony/deals/schema';
import type { Currency } from '@kolony/kernel';
import { useTranslations } from 'next-intl';
import { useTermsText } from './use-terms-text.ts';

export interface TermsDiffProps {
  before: TermsRules;
  after: TermsRules;
  currency: Currency;
  deliverables?: readonly { title: string }[] | undefined;
}

/** What is different between two versions of the rules: each change as it was and as it is, in the words of the Terms. */
export function TermsDiff({ before, after, currency, deliverables }: TermsDiffProps) {
  const t = useTranslations('domain.diff');
  const text = useTermsText({ currency, deliverables });
  const changes = diffRules(before, after);
  if (changes.length === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <ul className="space-y-2">
      {changes.map((change, index) => {
        const [was, is] = [text.of(change.rule, change.before), text.of(change.rule, change.after)];
        return (
          <li
            key={`${change.rule}-${index}`}
            className="grid gap-0.5 border-s-2 border-border-strong ps-3 break-words"
          >
            {was.map((sentence) => (
              <del key={sentence} className="text-muted">
                <span className="sr-only">{t('was')} </span>
                {sentence}
              </del>
            ))}
            {is.map((sentence) => (
              <ins key={sentence} className="font-medium no-underline">
                <span className="sr-only">{t('is')} </span>
                {sentence}
              </ins>
            ))}
            {is.length === 0 && <span className="text-sm">{t('gone')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
