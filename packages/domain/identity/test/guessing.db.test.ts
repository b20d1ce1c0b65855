import { MINUTE } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  forgetExpiredSessions,
  signInBrand,
  signInPortal,
  signUpBrand,
  signUpKol,
  systemScope,
} from '../src/index.ts';
import { hashPassword } from '../src/password.ts';
import { brandOf, HERE, kolOf, makeWorld, PASSWORD } from './world.ts';

type World = Awaited<ReturnType<typeof makeWorld>>;

const failure = (
  work: Promise<unknown>,
): Promise<{ code: string; kind: string; message: string; facts: object } | null> =>
  work.then(
    () => null,
    ({ code, kind, message, facts }) => ({ code, kind, message, facts }),
  );
const email = 'lin@huaxi.example';
const signIn = (w: World, password: string, address = HERE.address) =>
  failure(signInBrand(w.deps, { email, password }, { address }));

describe('who has an account', () => {
  test('an unknown e-mail, a wrong password and an account in the other app only are answered alike', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    await signUpKol(w.deps, kolOf());
    const answers = [
      await signIn(w, 'not the password'),
      await failure(signInBrand(w.deps, { email: 'nobody@x.example', password: PASSWORD }, HERE)),
      await failure(signInBrand(w.deps, { email: 'mia@kol.example', password: PASSWORD }, HERE)),
      await failure(signInPortal(w.deps, { email, password: PASSWORD }, HERE)),
    ];
    const said = { code: 'identity/wrong_credentials', kind: 'unauthenticated', facts: {} };
    for (const answer of answers)
      expect(answer).toEqual({ ...said, message: 'identity/wrong_credentials {}' });
  });

  test('takes as long to deny for an unknown e-mail as for a wrong password', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    const timed = async (who: string) => {
      const started = process.cpuUsage();
      await failure(signInBrand(w.deps, { email: who, password: 'not the password' }, HERE));
      const { user, system } = process.cpuUsage(started);
      return user + system;
    };
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    await timed('warm@x.example');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 7; i++) {
      known.push(await timed(email));
      unknown.push(await timed(`nobody${i}@x.example`));
    }
    // Processor time, because it is what a hash costs: without the dummy hash this ratio is far below a half.
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });
});

describe('too many attempts', () => {
  test('the eleventh in a quarter of an hour at one e-mail is refused, even with the password, and then no more', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    for (let i = 0; i < 10; i++)
      expect(await signIn(w, `guess ${i}`, `198.51.100.${i}`)).toMatchObject({
        code: 'identity/wrong_credentials',
      });
    w.clock.move(5 * MINUTE);
    // 15 minutes from the first attempt, 5 of which are over: 600 s.
    expect(await signIn(w, PASSWORD, '198.51.100.99')).toMatchObject({
      code: 'identity/too_many_attempts',
      kind: 'rate_limited',
      facts: { retry_after_seconds: 600 },
    });
    w.clock.move(10 * MINUTE - 1);
    expect(await signIn(w, PASSWORD)).toMatchObject({ facts: { retry_after_seconds: 1 } });
    w.clock.move(1);
    expect(await signIn(w, PASSWORD)).toBeNull();
  });

  test('an e-mail without an account is limited alike', async () => {
    await using w = await makeWorld();
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 12; i++)
      codes.push(
        (await failure(signInPortal(w.deps, { email: 'nobody@x.example', password: 'x' }, HERE)))?.code,
      );
    expect(codes.filter((code) => code === 'identity/too_many_attempts')).toHaveLength(2);
  });

  test('attempts at the same moment are all counted', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    const answers = await Promise.all(Array.from({ length: 25 }, (_, i) => signIn(w, `guess ${i}`)));
    expect(answers.filter((answer) => answer?.code === 'identity/wrong_credentials')).toHaveLength(10);
    expect(answers.filter((answer) => answer?.code === 'identity/too_many_attempts')).toHaveLength(15);
  });

  test('the fifty-first from one address is refused, and from then on locks nobody’s account', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    await w.db.signInAttempt.create({
      data: { key: `address:${HERE.address}`, windowStart: w.clock.now(), count: 49 },
    });
    expect(await signIn(w, 'guess')).toMatchObject({ code: 'identity/wrong_credentials' });
    for (let i = 0; i < 20; i++)
      expect(await signIn(w, `guess ${i}`)).toMatchObject({ code: 'identity/too_many_attempts' });
    expect(await signIn(w, PASSWORD, '198.51.100.1')).toBeNull();
  });

  test('one subscriber’s IPv6 network is one address', async () => {
    await using w = await makeWorld();
    for (const host of ['1', '2', 'ffff:1']) await signIn(w, 'guess', `2001:db8:0:7::${host}`);
    expect(
      await w.db.signInAttempt.findUnique({ where: { key: 'address:2001:db8:0:7::/64' } }),
    ).toMatchObject({ count: 3 });
  });

  test('those who know their passwords sign in all day from one office', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    for (let i = 0; i < 12; i++) expect(await signIn(w, PASSWORD)).toBeNull();
    expect(await w.db.signInAttempt.findMany({ where: { count: { gt: 0 } } })).toEqual([]);
  });

  test('signing up is no way around: it counts as an attempt at the same password', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    for (let i = 0; i < 6; i++) await signIn(w, `guess ${i}`);
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++)
      codes.push(
        (await failure(signUpKol(w.deps, kolOf({ email, password: `another guess ${i}` }), HERE)))?.code,
      );
    expect(codes).toEqual([
      ...Array(4).fill('identity/cannot_sign_up'),
      ...Array(2).fill('identity/too_many_attempts'),
    ]);
  });

  test('old counts are forgotten by housekeeping, current ones are not', async () => {
    await using w = await makeWorld();
    await signIn(w, 'guess');
    w.clock.move(24 * 60 * MINUTE);
    await failure(
      signInPortal(w.deps, { email: 'new@x.example', password: 'x' }, { address: '198.51.100.1' }),
    );
    await forgetExpiredSessions(w.deps, systemScope('test'));
    const keys = (await w.db.signInAttempt.findMany({ orderBy: { key: 'asc' } })).map((row) => row.key);
    expect(keys).toEqual(['address:198.51.100.1', 'email:new@x.example']);
  });
});

describe('passwords', () => {
  test('are stored as Argon2id of 19,456 KiB, two passes and one lane, each with a salt of its own', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    await signUpKol(w.deps, kolOf());
    const stored = (await w.db.user.findMany()).map((user) => user.passwordHash);
    for (const hash of stored)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(new Set(stored).size).toBe(2);
  });

  test('that everybody chooses are refused at sign-up, before anything is looked up', async () => {
    await using w = await makeWorld();
    expect(await failure(signUpBrand(w.deps, brandOf({ password: 'Password123!' })))).toMatchObject({
      code: 'identity/common_password',
      kind: 'invalid',
      facts: { field: 'password' },
    });
    expect(await w.db.user.count()).toBe(0);
  });

  test('in any script, of any length and however composed are one password', async () => {
    await using w = await makeWorld();
    // é as one character and as e + combining accent; a phone and a laptop differ in this.
    await signUpBrand(
      w.deps,
      brandOf({ password: `caf\u00e9 \u6625\u98ce \ud83e\udd8a ${'x'.repeat(150)}` }),
    );
    expect(await signIn(w, `cafe\u0301 \u6625\u98ce \ud83e\udd8a ${'x'.repeat(150)}`)).toBeNull();
    expect(await signIn(w, `cafe\u0301 \u6625\u98ce \ud83e\udd8a ${'x'.repeat(149)}y`)).not.toBeNull();
  });

  test('more hashes than can wait are refused instead of queued for minutes', async () => {
    const results = await Promise.allSettled(Array.from({ length: 110 }, () => hashPassword(PASSWORD)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(8); // 2 at once + 100 waiting
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: 'identity/busy', kind: 'unavailable' });
    expect(await hashPassword(PASSWORD)).toMatch(/^\$argon2id\$/);
  });
});
