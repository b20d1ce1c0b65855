import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import type { Deal, NewSubmission } from './schema.ts';
import { submit } from './submit.ts';

/**
 * The proof that an approved draft was posted: its text as published, and where it can be seen, or pictures of it.
 * `deals/proof_without_link`, `deals/deliverable_not_found`, `deals/deal_not_active`, `deals/illegal_transition`
 */
export async function submitProof(deps: Deps, scope: KolScope, submission: NewSubmission): Promise<Deal> {
  if (submission.url === null && submission.media.length === 0)
    throw new KolonyError('deals/proof_without_link', 'invalid', { field: 'url' });
  return submit(deps, scope, { kind: 'proof', submission });
}
