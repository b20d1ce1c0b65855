'use client';
import type { DealEvent } from '@kolony/deals/schema';
import { RelativeTime, Timeline } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** One timeline, the same for both sides. */
export function DealTimeline({ events }: { events: readonly DealEvent[] }) {
  const t = useTranslations('domain');
  return (
    <Timeline
      items={events.map((event) => ({
        id: event.id,
        title: t(`dealEvents.${event.kind}`),
        meta: (
          <>
            {t(`parties.${event.by}`)} · <RelativeTime at={event.at} />
          </>
        ),
      }))}
    />
  );
}
