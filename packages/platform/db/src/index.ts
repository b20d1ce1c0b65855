export { type Database, type Deps, inTransaction, openDatabase, Prisma, type Tx } from './database.ts';
export { claimOutbox, type ClaimedBatch, enqueue, forgetBatch, type OutboxRow } from './outbox.ts';
