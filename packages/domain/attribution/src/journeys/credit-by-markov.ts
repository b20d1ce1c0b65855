import { allocate, present } from '@kolony/kernel';
import { CreditBook, type Credits, type Journey } from './journey.ts';
import { decompose, type Matrix } from './linear-system.ts';

/**
 * First-order Markov attribution (Anderl, Becker, von Wangenheim, Schumann: Mapping the customer journey, 2016). States
 * are start, the channels, conversion and null; a transition's probability is how often it was seen, journeys without an
 * order included. Removing a channel sends everybody who would have come to it to null; its removal effect is the part of
 * the probability to convert that is lost. Credit is the orders, and what they were worth, in proportion to the effects.
 *
 * Solved, not simulated: with F = (I − Q)⁻¹ a visitor who starts comes to channel k at some time with probability
 * F[start,k] ÷ F[k,k], and converts from there with probability p[k]; their product is what removal loses. One
 * decomposition for all channels, O(n³).
 */
export function creditByMarkov(journeys: readonly Journey[]): Credits {
  const channels = [...new Set(journeys.flatMap(({ touches }) => touches.map(({ channel }) => channel)))];
  const conversions = journeys.reduce((sum, journey) => sum + journey.conversions, 0);
  const value = journeys.reduce((sum, journey) => sum + journey.value, 0);
  const book = new CreditBook();
  if (channels.length === 0) return book.credits;
  const effects = conversions === 0 ? channels.map(() => 1) : removalEffects(channels, journeys);
  const sum = effects.reduce((all, effect) => all + effect, 0);
  const values = allocate(
    value,
    effects.map((effect) => Math.round((effect / sum) * PARTS)),
  );
  for (const [index, channel] of channels.entries())
    book.add(channel, (conversions * (effects[index] ?? 0)) / sum, values[index] ?? 0);
  return book.credits;
}

/** So finely an effect is told when money is shared by it. */
const PARTS = 1e12;

/** The part of the probability to convert that is lost without each channel, 0 to 1, in the channels' order. */
export function removalEffects(channels: readonly string[], journeys: readonly Journey[]): number[] {
  const { stay, convert } = transitions(channels, journeys);
  const system = decompose(stay);
  const start = channels.length;
  const toConversion = system.solve(convert);
  const visits = system.solveTransposed(unit(start, start + 1));
  const whole = present(toConversion[start], 'start');
  return channels.map((_, k) => {
    const own = present(system.solve(unit(k, start + 1))[k], 'channel');
    return ((present(visits[k], 'channel') / own) * present(toConversion[k], 'channel')) / whole;
  });
}

/** I − Q over the channels and, as the last state, start; and the probability to convert at once from each. */
function transitions(channels: readonly string[], journeys: readonly Journey[]) {
  const indexOf = new Map(channels.map((channel, index) => [channel, index]));
  const size = channels.length + 1;
  const counts = Array.from({ length: size }, () => new Float64Array(size + 1));
  const ends = new Float64Array(size);
  for (const { touches, conversions, nulls } of journeys) {
    let from = size - 1;
    for (const { channel } of touches) {
      const to = present(indexOf.get(channel), 'channel');
      add(counts, { from, to, times: conversions + nulls });
      from = to;
    }
    add(counts, { from, to: size, times: conversions });
    ends[from] = (ends[from] ?? 0) + nulls;
  }
  const stay = counts.map((row, from) => {
    const all = row.reduce((sum, times) => sum + times, ends[from] ?? 0);
    return Float64Array.from(
      { length: size },
      (_, to) => Number(from === to) - (all === 0 ? 0 : (row[to] ?? 0) / all),
    );
  });
  const convert = Float64Array.from(counts, (row, from) => {
    const all = row.reduce((sum, times) => sum + times, ends[from] ?? 0);
    return all === 0 ? 0 : (row[size] ?? 0) / all;
  });
  return { stay, convert };
}

function add(counts: Matrix, { from, to, times }: { from: number; to: number; times: number }): void {
  const row = present(counts[from], 'row');
  row[to] = (row[to] ?? 0) + times;
}

function unit(at: number, size: number): Float64Array {
  const vector = new Float64Array(size);
  vector[at] = 1;
  return vector;
}
