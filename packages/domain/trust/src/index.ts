export { checkOrders } from './check-orders.ts';
export { eraseVisitor } from './erase-visitor.ts';
export { finishErasures, listErasures, newToken, noteErasure } from './erasures.ts';
export type { SignalDeps } from './read-signals.ts';
export { isSameAccount } from './same-account.ts';
export { type Score, scoreOrder } from './score-order.ts';
export { decideCheck, saveChecks } from './store.ts';
