'use client';
import type { OpenCampaign } from '@kolony/deals/schema';
import { useDeliverableText, useRulesInBrief } from '@kolony/shell/deal-room';
import { TermsInWords } from '@kolony/shell/work';
import { Avatar, Button, RelativeTime } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useId } from 'react';

/** A campaign in short; everything there is to know before applying is one tap away. */
export function CampaignCard({ campaign, onApply }: { campaign: OpenCampaign; onApply: () => void }) {
  const t = useTranslations('portal.discover');
  const brief = useRulesInBrief();
  const text = useDeliverableText();
  const heading = useId();
  const { name, brand, currency, offer, deliverables } = campaign;
  return (
    <li
      aria-labelledby={heading}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-border bg-surface p-4 shadow-card sm:p-5"
    >
      <div className="flex items-start gap-3">
        <Avatar name={brand.name} square />
        <div className="min-w-0">
          <p className="truncate text-sm text-muted">{brand.name}</p>
          <h2 id={heading} className="text-md font-semibold break-words">
            {name}
          </h2>
        </div>
      </div>
      <p className="font-medium break-words">{brief(offer, currency)}</p>
      <p className="line-clamp-3 break-words whitespace-pre-line text-muted">{campaign.brief}</p>
      <details>
        <summary className="cursor-pointer font-medium">{t('everything')}</summary>
        <div className="mt-3 space-y-4">
          <p className="break-words whitespace-pre-line">{campaign.brief}</p>
          <section>
            <h3 className="mb-1.5 font-semibold">{t('terms')}</h3>
            <TermsInWords
              rules={offer}
              attribution={campaign.attribution}
              currency={currency}
              deliverables={deliverables}
            />
          </section>
          <section>
            <h3 className="mb-1.5 font-semibold">{t('deliverables')}</h3>
            {deliverables.length === 0 ? (
              <p className="text-muted">{t('noDeliverables')}</p>
            ) : (
              <ul className="list-disc space-y-1 ps-5">
                {deliverables.map((one) => (
                  <li key={one.id} className="break-words">
                    {text(one)}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <p className="text-sm">{t('label', { label: campaign.disclosure })}</p>
        </div>
      </details>
      <div className="mt-auto flex flex-wrap items-center justify-between gap-3 pt-1">
        <span className="text-sm text-muted">
          {t('published')} <RelativeTime at={campaign.publishedAt} />
        </span>
        <Button variant="primary" aria-describedby={heading} onClick={onApply}>
          {t('apply')}
        </Button>
      </div>
    </li>
  );
}
