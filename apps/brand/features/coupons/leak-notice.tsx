'use client';
import type { CouponWatch } from '@kolony/commissions/schema';
import { Notice } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** Why a code is taken to have left its KOL's audience, in words and figures. */
export function LeakNotice({ coupon }: { coupon: CouponWatch }) {
  const t = useTranslations('brand.coupons');
  const { code, kolName, recentOrders, recentWithoutClick, recentDays } = coupon;
  return (
    <Notice tone="warning" title={t('leak', { code })}>
      {t('leakWhy', { kol: kolName, orders: recentOrders, alone: recentWithoutClick, days: recentDays })}
    </Notice>
  );
}
