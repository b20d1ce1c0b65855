import type { AttributionModel } from '@kolony/campaigns/schema';
import { allocate } from '@kolony/kernel';
import { weightsOf } from '../weights.ts';
import { CreditBook, type Credits, type Journey } from './journey.ts';

/** The models that look at one journey at a time, with the weights that commissions are paid by (weights.ts). */
export function creditByRule(model: AttributionModel, journeys: readonly Journey[]): Credits {
  const book = new CreditBook();
  for (const { touches, conversions, value } of journeys) {
    const weights = weightsOf(
      model,
      touches.map(({ age }) => age),
    );
    const sum = weights.reduce((all, weight) => all + weight, 0);
    const values = allocate(value, weights);
    for (const [index, { channel }] of touches.entries())
      book.add(channel, (conversions * (weights[index] ?? 0)) / sum, values[index] ?? 0);
  }
  return book.credits;
}
