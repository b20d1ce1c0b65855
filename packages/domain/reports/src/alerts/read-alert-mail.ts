import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { AlertMail } from '../schema.ts';
import { readerOf } from './reader.ts';

/** Whether the member gets the workspace's unusual days by mail, and where. `reports/not_a_member`. */
export async function readAlertMail({ db }: Deps, scope: BrandScope): Promise<AlertMail> {
  const { user, alertReader } = await db.member.findUniqueOrThrow({
    where: { brandId_userId: readerOf(scope) },
    select: { user: { select: { email: true } }, alertReader: { select: { optedOutAt: true } } },
  });
  return { wanted: alertReader?.optedOutAt === null, address: user.email };
}
