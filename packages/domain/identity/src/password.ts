import { hash, verify } from '@node-rs/argon2';

/** Argon2id by OWASP's minimum: 19 MiB, two passes, one lane (ASVS 5, appendix C). */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash holds 19 MiB; more than this many at once wait, so that a burst of sign-ins cannot exhaust memory. */
const AT_ONCE = 4;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), OPTIONS));
}

/** A well-formed hash of nothing anybody knows, for when there is no account. */
const nobody = hashPassword(crypto.randomUUID());

/** Does the same work whether or not there is an account, so that the answer's time says nothing. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await inTurn(async () => verify(stored ?? (await nobody), password.normalize('NFKC')));
  return matches && stored !== undefined;
}

/** What people choose first (NCSC and SecLists' most common, ten characters and longer), and the product's own name. */
const COMMON = new Set(
  (
    '1234567890 qwertyuiop password12 password123 password1234 1q2w3e4r5t q1w2e3r4t5 0987654321 1qaz2wsx3edc qazwsxedcrfv ' +
    '123456789a a123456789 iloveyou12 123123123123 1111111111 0000000000 qwerty12345 abcd123456 abc1234567 asdfghjkl123 ' +
    'admin12345 administrator welcome123 letmein123 football123 sunshine123 princess123 1234512345 5201314520 woaini1314 ' +
    'woaini520520 123456789q kolonykolony kolony1234 kolony12345 changeme123 passw0rd123 password01 11223344556677'
  ).split(' '),
);

export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  return COMMON.has(lower) || /^(.)\1+$/.test(lower);
}
