'use client';
import type { DealEvent } from '@kolony/deals/schema';
import type { Currency } from '@kolony/kernel';
import { formatDate, formatMoney, RelativeTime, Timeline, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** One timeline, the same for both sides: what happened, to what, and why. */
export function DealTimeline({ events, currency }: { events: readonly DealEvent[]; currency: Currency }) {
  const t = useTranslations('domain');
  const { locale, timeZone } = useUi();
  const detail = ({ facts }: DealEvent): string[] => {
    const { title, amount, effectiveFrom, reason } = facts;
    return [
      typeof title === 'string' ? title : null,
      typeof amount === 'number' ? formatMoney(amount, { currency, locale }) : null,
      typeof effectiveFrom === 'string'
        ? t('dealFacts.from', { at: formatDate(Date.parse(effectiveFrom), 'datetime', { locale, timeZone }) })
        : null,
      typeof reason === 'string' && reason !== '' ? reason : null,
    ].filter((part) => part !== null);
  };
  return (
    <Timeline
      items={events.map((event) => {
        const said = detail(event);
        return {
          id: event.id,
          title: t(`dealEvents.${event.kind}`, {
            round: Number(event.facts.round ?? 1),
            version: Number(event.facts.version ?? 1),
          }),
          ...(said.length > 0 ? { body: <span className="break-words">{said.join(' · ')}</span> } : {}),
          meta: (
            <>
              {t(`parties.${event.by}`)} · <RelativeTime at={event.at} />
            </>
          ),
        };
      })}
    />
  );
}
