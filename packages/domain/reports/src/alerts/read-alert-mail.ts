import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { AlertMail } from '../schema.ts';
import { readerOf } from './reader.ts';

/** Whether the member gets the workspace's unusual days by mail. `reports/not_a_member`. */
export async function readAlertMail({ db }: Deps, scope: BrandScope): Promise<AlertMail> {
  const reader = await db.alertReader.findUnique({ where: { brandId_userId: readerOf(scope) } });
  return { wanted: reader?.optedOutAt === null };
}
