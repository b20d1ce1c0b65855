'use client';
import type { DealSummary } from '@kolony/deals/schema';
import { DEAL_TONE, TurnBadge, useRulesInBrief } from '@kolony/shell/deal-room';
import { Avatar, Link, RelativeTime, StatusBadge } from '@kolony/ui';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';

export function DealRow({ deal }: { deal: DealSummary }) {
  const t = useTranslations('portal.deals');
  const states = useTranslations('domain.dealStates');
  const brief = useRulesInBrief();
  return (
    <li className="relative flex items-start gap-3 px-4 py-3.5 hover:bg-sunken sm:px-5">
      <Avatar name={deal.brand.name} square />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm text-muted">{deal.brand.name}</p>
        <p className="font-medium break-words">
          <Link href={`/deals/${deal.id}`} look="plain">
            <span aria-hidden className="absolute inset-0" />
            {deal.campaign.name}
          </Link>
        </p>
        <p className="text-sm break-words">{brief(deal.rules, deal.campaign.currency)}</p>
        <p className="text-sm text-muted">
          {t(deal.state === 'applied' ? 'applied' : 'invited')} <RelativeTime at={deal.invitedAt} />
        </p>
        <p className="mt-1.5 flex flex-wrap gap-1.5">
          <StatusBadge tone={DEAL_TONE[deal.state]}>{states(deal.state)}</StatusBadge>
          {deal.turn && <TurnBadge turn={deal.turn} side="kol" other={deal.brand.name} />}
        </p>
      </div>
      <ChevronRight aria-hidden className="mt-3 size-4 shrink-0 text-muted" />
    </li>
  );
}
