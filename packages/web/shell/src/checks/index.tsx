'use client';
import type { OrderCheck } from '@kolony/trust/schema';
import { Badge, Notice } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** What an order's check found, in words with the numbers; nothing of the buyer is in it. */
export function CheckReasons({ reasons }: Pick<OrderCheck, 'reasons'>) {
  const t = useTranslations('domain.checks.reasons');
  return (
    <ul className="list-disc space-y-1 ps-5">
      {reasons.map(({ code, value, threshold }) => (
        <li key={code}>{t(code, { value, threshold })}</li>
      ))}
    </ul>
  );
}

/** Why a commission stands still or is gone; the same words for both sides. */
export function CheckNotice({ check }: { check: OrderCheck }) {
  const t = useTranslations('domain.checks');
  if (check.state === 'noted' || check.state === 'released') return null;
  return (
    <Notice tone={check.state === 'held' ? 'warning' : 'danger'} title={t(`titles.${check.state}`)}>
      <p>{t(`about.${check.state}`)}</p>
      <CheckReasons reasons={check.reasons} />
      {check.note && <p className="mt-2">{t('note', { note: check.note })}</p>}
    </Notice>
  );
}

/** What stops a commission: a check, or an after-sale case. */
export function HoldBadge({ check, frozen }: { check: OrderCheck | null; frozen: boolean }) {
  const t = useTranslations('domain');
  if (check?.state === 'held') return <Badge tone="warning">{t('checks.held')}</Badge>;
  return frozen ? <Badge tone="info">{t('frozen')}</Badge> : null;
}
