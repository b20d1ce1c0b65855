export {
  type Database,
  type Deps,
  inSqlTransaction,
  inTransaction,
  openDatabase,
  Prisma,
  rehearseInSql,
  roomError,
  sqlOf,
  sqlState,
  type Tx,
} from './database.ts';
export {
  type ClaimedLetter,
  claimLetter,
  endLetter,
  forgetLetters,
  type LetterOutcome,
  queueInvitation,
  queueLetters,
} from './letters.ts';
export { type ClaimedBatch, claimOutbox, enqueue, forgetBatch, type OutboxRow } from './outbox.ts';
export type { Sql } from './sql.ts';
