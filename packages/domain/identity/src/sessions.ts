import type { Database, Deps } from '@kolony/db';
import { sha256 } from '@kolony/kernel/hash';
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import { z } from 'zod';

const App = z.enum(['brand', 'portal']);
export type App = z.infer<typeof App>;

/** Cookies are shared between ports of one host, so each app has a name of its own; a session carries its app too. */
export const SESSION_COOKIE: Record<App, string> = { brand: 'kolony_brand', portal: 'kolony_portal' };

/** What Lucia hands out: 25 random bytes (200 bits) in base 32. Anything else is not worth a look-up. */
const TOKEN = /^[a-z2-7]{40}$/;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ app: App }, { name: string; email: string }>;
    DatabaseSessionAttributes: { app: App };
    DatabaseUserAttributes: { name: string; email: string };
  }
}

function toSession(id: string, row: { userId: string; expiresAt: Date; app: string }): DatabaseSession {
  return { id, userId: row.userId, expiresAt: row.expiresAt, attributes: { app: App.parse(row.app) } };
}

/** Lucia over Prisma. The cookie's value is never stored: a row's id is its SHA-256. */
function adapter(db: Database): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const row = await db.session.findUnique({
        where: { id: sha256(sessionId) },
        include: { user: true },
      });
      if (!row) return [null, null];
      const { id, name, email } = row.user;
      return [toSession(sessionId, row), { id, attributes: { name, email } }];
    },
    async getUserSessions(userId) {
      // Their ids are hashes: good for counting, not for opening.
      return (await db.session.findMany({ where: { userId } })).map((row) => toSession(row.id, row));
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await db.session.create({ data: { id: sha256(id), userId, expiresAt, app: attributes.app } });
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      // Many: signed out a moment ago is no error.
      await db.session.updateMany({ where: { id: sha256(sessionId) }, data: { expiresAt } });
    },
    async deleteSession(sessionId) {
      await db.session.deleteMany({ where: { id: sha256(sessionId) } });
    },
    async deleteUserSessions(userId) {
      await db.session.deleteMany({ where: { userId } });
    },
    async deleteExpiredSessions() {
      // The wall clock, as everything Lucia does: moving the rooms' clock on in a demo signs nobody out.
      await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
    },
  };
}

const instances = new WeakMap<Database, ReturnType<typeof open>>();

function open(db: Database) {
  return new Lucia(adapter(db), {
    sessionExpiresIn: new TimeSpan(30, 'd'),
    getSessionAttributes: ({ app }) => ({ app }),
    getUserAttributes: ({ name, email }) => ({ name, email }),
  });
}

/** One Lucia per database; sessions last 30 days and are extended while they are used. */
export function sessions({ db }: Pick<Deps, 'db'>): ReturnType<typeof open> {
  const lucia = instances.get(db) ?? open(db);
  instances.set(db, lucia);
  return lucia;
}

/**
 * A fresh session for every sign-in: no value from before it is ever promoted, and the one it replaces (of the same
 * browser) is over.
 */
export async function startSession(
  deps: Deps,
  { userId, app, replaces }: { userId: string; app: App; replaces?: string | null | undefined },
): Promise<string> {
  const { id } = await sessions(deps).createSession(userId, { app });
  if (replaces) await sessions(deps).invalidateSession(replaces);
  return id;
}

/** Who a cookie belongs to, if it is this app's and still good. */
export async function userOf(
  deps: Deps,
  { token, app }: { token: string; app: App },
): Promise<{ id: string; name: string; email: string } | null> {
  if (!TOKEN.test(token)) return null;
  const { session, user } = await sessions(deps).validateSession(token);
  return user && session.app === app ? { id: user.id, name: user.name, email: user.email } : null;
}
