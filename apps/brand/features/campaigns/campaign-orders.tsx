'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { OrdersTable } from '../reports/orders-table.tsx';
import { usePeriod } from './period.ts';

/** The orders behind the campaign's numbers. */
export function CampaignOrders({ campaign: { id, currency } }: { campaign: Campaign }) {
  const { period } = usePeriod();
  return <OrdersTable question={{ campaignId: id, currency, period }} />;
}
