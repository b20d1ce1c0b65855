import type { Commission } from '@kolony/commissions/schema';
import { useTranslations } from 'next-intl';

/** What a commission is for, as its title: the order, or the kind of its source. */
export function useCommissionName(): (commission: Pick<Commission, 'source' | 'orderId'>) => string {
  const t = useTranslations('domain.commissionSources');
  return ({ source, orderId }) =>
    source === 'order' && orderId !== null ? t('orderNo', { order: orderId }) : t(source);
}
