import { OUTCOMES } from './connection-states.ts';

/** What the log asks the server for, from its address; server and browser must ask with the same input. */
export function eventsQuery({ id, outcome }: { id: string; outcome?: string | undefined }) {
  return { id, limit: 50, outcome: OUTCOMES.find((one) => one === outcome) };
}
