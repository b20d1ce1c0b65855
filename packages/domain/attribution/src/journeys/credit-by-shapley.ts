import { allocate } from '@kolony/kernel';
import { CreditBook, type Credits, type Journey } from './journey.ts';

/**
 * Shapley values of channels, where a coalition is worth the orders of all journeys that touched nobody outside of it
 * (Zhao, Mahboobi, Bagheri: Shapley Value Methods for Attribution Modeling in Online Advertising, 2018, arXiv:1804.05327).
 * That is a sum of games, one per set of channels that was observed together, in each of which all are equal: every
 * distinct channel of a converting journey gets 1 ÷ their number. Exact, and linear in the touches at any number of
 * channels. Order and repeats do not matter; journeys without an order add nothing.
 */
export function creditByShapley(journeys: readonly Journey[]): Credits {
  const book = new CreditBook();
  for (const { touches, conversions, value } of journeys) {
    const channels = [...new Set(touches.map(({ channel }) => channel))];
    const values = allocate(
      value,
      channels.map(() => 1),
    );
    for (const [index, channel] of channels.entries())
      book.add(channel, conversions / channels.length, values[index] ?? 0);
  }
  return book.credits;
}

/**
 * The ordered form of the same paper: which places of the journey a channel's credit comes from, the first touch at index
 * 0. A channel that was touched several times has its credit in equal parts at each. Sums over a channel's places to
 * `creditByShapley`.
 */
export function creditByPlace(journeys: readonly Journey[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const { touches, conversions } of journeys) {
    const times = new Map<string, number>();
    for (const { channel } of touches) times.set(channel, (times.get(channel) ?? 0) + 1);
    for (const [place, { channel }] of touches.entries()) {
      const own = places.get(channel) ?? [];
      while (own.length <= place) own.push(0);
      own[place] = (own[place] ?? 0) + conversions / times.size / (times.get(channel) ?? 1);
      places.set(channel, own);
    }
  }
  return places;
}
