'use client';
import type { DealSummary } from '@kolony/deals/schema';
import { Avatar, formatPercent, Link, RelativeTime, StatusBadge, useUi } from '@kolony/ui';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DEAL_TONE } from './deal-tone.ts';

export function DealRow({ deal }: { deal: DealSummary }) {
  const t = useTranslations('portal.deals');
  const states = useTranslations('domain.dealStates');
  const rules = useTranslations('domain.rules');
  const { locale } = useUi();
  const rateBp = deal.rules.earnings[0]?.rateBp ?? 0;
  return (
    <li className="relative flex items-center gap-3 px-4 py-3.5 hover:bg-sunken sm:px-5">
      <Avatar name={deal.brand.name} square />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm text-muted">{deal.brand.name}</p>
        <p className="font-medium">
          <Link href={`/deals/${deal.id}`} look="plain">
            <span aria-hidden className="absolute inset-0" />
            {deal.campaign.name}
          </Link>
        </p>
        <p className="text-sm">{rules('rate', { rate: formatPercent(rateBp / 10_000, locale) })}</p>
        <p className="text-sm text-muted">
          {t('invited')} <RelativeTime at={deal.invitedAt} />
        </p>
      </div>
      <StatusBadge tone={DEAL_TONE[deal.state]}>{states(deal.state)}</StatusBadge>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </li>
  );
}
