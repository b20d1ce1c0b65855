'use client';
import type { CouponUse } from '@kolony/commissions/schema';
import { formatMoney, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** What a code brought, in one line; the same in both apps. */
export function CodeFigures({ coupon }: { coupon: CouponUse }) {
  const t = useTranslations('domain.coupons');
  const { locale } = useUi();
  const { currency, orders } = coupon;
  return t('figures', {
    orders,
    gmv: formatMoney(coupon.gmv, { currency, locale }),
    commission: formatMoney(coupon.commission, { currency, locale }),
  });
}
