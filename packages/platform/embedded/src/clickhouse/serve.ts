import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { answer, answerException } from './answer.ts';
import { authenticate, type Login } from './authenticate.ts';
import type { Engine } from './engine.ts';
import { toException } from './exception.ts';
import { parseRequest } from './parse-request.ts';
import { readForm, readText, spill } from './request-body.ts';
import { runQuery } from './run-query.ts';
import { openSlots } from './slots.ts';
import { parseStatement, quoted, type Statement } from './statement.ts';

export interface ServeOptions {
  engine: Engine;
  login: Login;
  /** Where the rows of an INSERT wait; relative, because the engine reads `*` and `{` of a path as a pattern. */
  incoming: string;
}

/** A connection on which nothing moves for this long is given up, and its statement killed. Milliseconds. */
const IDLE = 600_000;

/** ClickHouse's HTTP interface over the engine. Not yet listening. */
export function serveClickhouse({ engine, login, incoming }: ServeOptions): Server {
  const slots = openSlots();

  const query = async (request: IncomingMessage, response: ServerResponse) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort(new Error('the client went away')));
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    authenticate(login, request.headers, searchParams);
    const form = request.headers['content-type']?.startsWith('multipart/form-data')
      ? await readForm(request)
      : [];
    const asked = parseRequest(request.headers, new URLSearchParams([...searchParams, ...form]));
    if (request.method === 'GET') asked.settings.set('readonly', '2');
    response.setHeader('X-ClickHouse-Query-Id', asked.queryId ?? randomUUID());

    let statement = parseStatement(asked.query);
    let file: string | undefined;
    try {
      if (statement.infileAt !== undefined) {
        file = join(incoming, randomUUID());
        await spill(request, file);
        statement = fromInfile(statement, file);
      } else if (!request.readableEnded) {
        const body = await readText(request);
        if (body) statement = parseStatement(asked.query ? `${asked.query}\n${body}` : body);
      }
      using _ = await slots.take(gone.signal);
      const inserts = statement.verb === 'INSERT';
      await runQuery(engine, { request: asked, statement, signal: gone.signal }, (outcome) =>
        answer({ incoming: request, response, request: asked, inserts }, outcome),
      );
    } finally {
      if (file) await rm(file, { force: true });
    }
  };

  const server = createServer(
    { maxHeaderSize: 1024 * 1024, keepAliveTimeout: 30_000 },
    (request, response) => {
      const path = request.url?.split('?')[0];
      if (path === '/ping') response.end('Ok.\n');
      else if (path !== '/') response.writeHead(404).end(`There is no handle ${path}\n`);
      else
        query(request, response).catch((error: unknown) => {
          answerException(response, toException(error));
          // What is left of a refused body is not worth reading.
          if (!request.readableEnded) request.resume().once('error', () => undefined);
        });
    },
  );
  server.timeout = IDLE;
  server.requestTimeout = 0;
  return server;
}

function fromInfile(statement: Statement, file: string): Statement {
  const { sql, infileAt } = statement;
  return {
    ...statement,
    sql: `${sql.slice(0, infileAt)} FROM INFILE ${quoted(file)} COMPRESSION 'none' ${sql.slice(infileAt)}`,
  };
}
