import { failureOf } from '@kolony/shell';

/** Why a shared link shows no report: it is over, or asked for too often and works later. */
export type Refusal = 'over' | 'too_often';

export function refusalOf(error: unknown): Refusal {
  return failureOf(error).kind === 'rate_limited' ? 'too_often' : 'over';
}
