import type { Random } from '../random.ts';

/** What the demo's shops sell. Prices in minor units of the campaign's currency; `weight`: how often it is bought. */
export interface Product {
  sku: string;
  category: string;
  price: number;
  weight: number;
}

export const SKINCARE: readonly Product[] = [
  { sku: 'HX-SERUM-30', category: '精华', price: 19_900, weight: 5 },
  { sku: 'HX-SERUM-15', category: '精华', price: 10_900, weight: 3 },
  { sku: 'HX-CREAM-50', category: '面霜', price: 23_900, weight: 2 },
  { sku: 'HX-TONER-150', category: '化妆水', price: 12_900, weight: 2 },
  { sku: 'HX-MASK-5', category: '面膜', price: 7_900, weight: 2 },
];

export const MAKEUP: readonly Product[] = [
  { sku: 'HX-LIP-01', category: '口红', price: 10_900, weight: 4 },
  { sku: 'HX-LIP-07', category: '口红', price: 10_900, weight: 3 },
  { sku: 'HX-LIP-12', category: '口红', price: 10_900, weight: 1 },
  { sku: 'HX-LINER', category: '唇线笔', price: 5_900, weight: 2 },
  { sku: 'HX-LIP-SET', category: '礼盒', price: 19_900, weight: 1 },
];

export const OUTERWEAR: readonly Product[] = [
  { sku: 'NL-STORM-M', category: 'Jackets', price: 24_900, weight: 3 },
  { sku: 'NL-STORM-L', category: 'Jackets', price: 24_900, weight: 2 },
  { sku: 'NL-SHELL-PANTS', category: 'Trousers', price: 15_900, weight: 2 },
  { sku: 'NL-FLEECE', category: 'Fleeces', price: 11_900, weight: 2 },
  { sku: 'NL-BEANIE', category: 'Accessories', price: 2_900, weight: 1 },
];

export const SOCKS: readonly Product[] = [
  { sku: 'NL-SOCK-CREW', category: 'Socks', price: 1_900, weight: 4 },
  { sku: 'NL-SOCK-HIKE', category: 'Socks', price: 2_400, weight: 4 },
  { sku: 'NL-SOCK-SKI', category: 'Socks', price: 3_400, weight: 2 },
  { sku: 'NL-GAITER', category: 'Accessories', price: 3_900, weight: 1 },
];

export interface BasketLine {
  sku: string;
  category: string;
  quantity: number;
  /** Of the line, after discounts, minor units. */
  amount: number;
}

/** One product mostly, sometimes two or three; a code takes a tenth off every line. */
export function basketOf(
  random: Random,
  { shelf, discounted }: { shelf: readonly Product[]; discounted: boolean },
): BasketLine[] {
  const left = [...shelf];
  const lines: BasketLine[] = [];
  for (let wanted = 1 + random.weighted([68, 25, 7]); wanted > 0 && left.length > 0; wanted--) {
    const [product] = left.splice(random.weighted(left.map(({ weight }) => weight)), 1);
    if (!product) break;
    const quantity = 1 + random.weighted([80, 15, 5]);
    const full = product.price * quantity;
    const amount = discounted ? full - full / 10 : full;
    lines.push({ sku: product.sku, category: product.category, quantity, amount });
  }
  return lines;
}
