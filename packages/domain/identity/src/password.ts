import { hash, verify } from '@node-rs/argon2';
import { turnstile } from './turnstile.ts';

/** Argon2id (the library's default) by OWASP's minimum: 19 MiB, two passes, one lane (ASVS 5, appendix C). */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashes run on libuv's four threads and hold 19 MiB each: two at once leave threads for files and names, and a flood
 * of sign-ins cannot exhaust memory. Who would wait for seconds is told to come back instead.
 */
const inTurn = turnstile({ atOnce: 2, mayWait: 100 });

/** The PHC string to store. `identity/busy` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), OPTIONS));
}

/** A well-formed hash of what nobody knows, for when there is no account. */
let nobody: Promise<string> | undefined;

/**
 * Does the same work whether or not there is an account (`stored`), so that the answer's time says nothing.
 * `identity/busy` when too many wait.
 */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), OPTIONS);
  const against = stored ?? (await nobody);
  const matches = await inTurn(() => verify(against, password.normalize('NFKC')));
  return matches && stored !== undefined;
}
