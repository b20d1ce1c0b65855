import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import type { Deal, NewSubmission } from './schema.ts';
import { submit } from './submit.ts';

/**
 * A first draft, or the next revision after the brand asked for one. `deals/deliverable_not_found`,
 * `deals/deal_not_active`, `deals/illegal_transition`
 */
export async function submitDraft(deps: Deps, scope: KolScope, submission: NewSubmission): Promise<Deal> {
  return submit(deps, scope, { kind: 'draft', submission });
}
