import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { makeWarehouse } from '@kolony/testing';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { z } from 'zod';

/** A fresh warehouse with the real migrations, and the client on it. */
export async function makeInsightsWorld() {
  const made = await makeWarehouse();
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  return {
    warehouse,
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      await made[Symbol.asyncDispose]();
    },
  };
}

/** Reports read nothing of a scope but its id, so these stand in for scopes that identity mints from a session. */
export const brand = (brandId: string): BrandScope =>
  z.custom<BrandScope>().parse({ brandId, actor: 'test', timeZone: 'UTC' });
export const kol = (kolId: string): KolScope =>
  z.custom<KolScope>().parse({ kolId, actor: 'test', timeZone: 'UTC' });

export interface Origin {
  brand: string;
  campaign: string;
  deal: string;
  kol: string;
  link: string;
}

/** Ann's deal in brand a's campaign x; tests vary one field at a time. */
export const ANN: Origin = {
  brand: 'brd_a',
  campaign: 'cmp_x',
  deal: 'dea_ann',
  kol: 'kol_ann',
  link: 'lnk_ann',
};
export const BEN: Origin = { ...ANN, deal: 'dea_ben', kol: 'kol_ben', link: 'lnk_ben' };

const originRow = (origin: Origin) => ({
  brand_id: origin.brand,
  campaign_id: origin.campaign,
  deal_id: origin.deal,
  kol_id: origin.kol,
  link_id: origin.link,
});

let serial = 0;
const unique = () => String(++serial).padStart(6, '0');

export function click(origin: Origin, at: string, { counted = true, repeat = false } = {}) {
  return { ...originRow(origin), click_id: `click_${unique()}`, at, counted, repeat };
}

export interface Order {
  origin: Origin;
  conversion: string;
  at: string;
  currency?: string;
}

export function orderEvent(
  { origin, conversion, at, currency = 'CNY' }: Order,
  event: string,
  facts: { orders: number; amount: number; at?: string },
) {
  return {
    ...originRow(origin),
    event_id: `${event}:${conversion}:${unique()}`,
    event,
    conversion_id: `cnv_${conversion}`,
    order_id: `order-${conversion}`,
    customer_id: '',
    orders: facts.orders,
    amount: facts.amount,
    currency,
    order_at: at,
    at: facts.at ?? at,
  };
}

export function commissionEvent(
  { origin, conversion, at, currency = 'CNY' }: Order,
  event: string,
  facts: { amount: number; settledDelta?: number; at?: string },
) {
  return {
    ...originRow(origin),
    event_id: `${event}:${conversion}:${unique()}`,
    event,
    commission_id: `com_${conversion}`,
    conversion_id: `cnv_${conversion}`,
    order_id: `order-${conversion}`,
    amount: facts.amount,
    settled_delta: facts.settledDelta ?? 0,
    currency,
    order_at: at,
    at: facts.at ?? at,
  };
}

export async function give(
  warehouse: Warehouse,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  await warehouse.insert({ table, rows: [...rows] });
}
