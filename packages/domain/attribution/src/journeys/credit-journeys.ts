import type { ReportModel } from '../schema.ts';
import { creditByMarkov } from './credit-by-markov.ts';
import { creditByRule } from './credit-by-rule.ts';
import { creditByShapley } from './credit-by-shapley.ts';
import type { Credits, Journey } from './journey.ts';

/**
 * Who earned the orders of these journeys, by any of the models a report may use. Conversions sum to the orders (to
 * rounding in the last bits), values to what they were worth, exactly. The reference that queries are held against.
 */
export function creditJourneys(model: ReportModel, journeys: readonly Journey[]): Credits {
  if (model === 'markov') return creditByMarkov(journeys);
  if (model === 'shapley') return creditByShapley(journeys);
  return creditByRule(model, journeys);
}
