import type { Database, Deps } from '@kolony/db';
import { sha256 } from '@kolony/kernel/hash';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';

export type App = 'brand' | 'portal';

/** Cookies are shared between ports of one host, so each app has a name of its own; a session carries its app too. */
export const SESSION_COOKIE: Record<App, string> = { brand: 'kolony_brand', portal: 'kolony_portal' };

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ app: App }, { name: string; email: string }>;
    DatabaseSessionAttributes: { app: App };
    DatabaseUserAttributes: { name: string; email: string };
  }
}

/** Lucia over Prisma. The cookie's value is never stored: a row's id is its SHA-256. */
function adapter(db: Database): Adapter {
  return {
    async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const row = await db.session.findUnique({ where: { id: sha256(sessionId) }, include: { user: true } });
      if (!row) return [null, null];
      const { user } = row;
      return [
        { id: sessionId, userId: row.userId, expiresAt: row.expiresAt, attributes: { app: row.app as App } },
        { id: user.id, attributes: { name: user.name, email: user.email } },
      ];
    },
    async getUserSessions(userId) {
      const rows = await db.session.findMany({ where: { userId } });
      return rows.map((row) => ({ id: row.id, userId, expiresAt: row.expiresAt, attributes: { app: row.app as App } }));
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await db.session.create({ data: { id: sha256(id), userId, expiresAt, app: attributes.app } });
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db.session.updateMany({ where: { id: sha256(sessionId) }, data: { expiresAt } });
    },
    async deleteSession(sessionId) {
      await db.session.deleteMany({ where: { id: sha256(sessionId) } });
    },
    async deleteUserSessions(userId) {
      await db.session.deleteMany({ where: { userId } });
    },
    async deleteExpiredSessions() {
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

/** A fresh session for every sign-in: no value from before it is ever promoted. */
export async function startSession(deps: Deps, { userId, app }: { userId: string; app: App }): Promise<string> {
  return (await sessions(deps).createSession(userId, { app })).id;
}

/** Ends the session; one that is unknown or over already is no error. */
export async function signOut(deps: Deps, token: string): Promise<void> {
  await sessions(deps).invalidateSession(token);
}

/** Who a cookie belongs to, if it is this app's and still good. */
export async function userOf(deps: Deps, { token, app }: { token: string; app: App }): Promise<{ id: string; name: string; email: string } | null> {
  if (!/^[a-z0-9]{20,64}$/.test(token)) return null;
  const { session, user } = await sessions(deps).validateSession(token);
  return session?.app === app && user ? { id: user.id, name: user.name, email: user.email } : null;
}
