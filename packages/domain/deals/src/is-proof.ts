import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { findSubmission } from './submission.ts';

/** Whether a submission is the proof of a posting, not a draft. `deals/submission_not_found` */
export async function isProof(tx: Tx, scope: BrandScope, submissionId: string): Promise<boolean> {
  return (await findSubmission(tx, { brandId: scope.brandId }, submissionId)).kind === 'proof';
}
