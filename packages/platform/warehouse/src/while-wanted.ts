import { AsyncLocalStorage } from 'node:async_hooks';

const wanting = new AsyncLocalStorage<AbortSignal>();

/**
 * Runs `act`, whose queries end when `signal` is aborted: whoever asked has left. They throw `warehouse/left`, and
 * ClickHouse stops working on what nobody else waits for. Set once per request, so that no report has to hand it on.
 * Inserts and commands are finished.
 */
export function whileWanted<T>(signal: AbortSignal, act: () => T): T {
  return wanting.run(signal, act);
}

/** Aborted when whoever asks now has left; undefined for those who do not leave. */
export function wantedUntil(): AbortSignal | undefined {
  return wanting.getStore();
}
