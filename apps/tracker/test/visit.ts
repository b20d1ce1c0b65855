import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface VisitOptions {
  method?: string;
  headers?: Record<string, string>;
  agent?: Agent;
}

/** One request as it stands: unlike fetch, the path is not normalised. Rejects when the connection breaks. */
export function visit(origin: string, path: string, { method = 'GET', headers, agent }: VisitOptions = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request({ hostname, port, path, method, headers, agent }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The click token of an answer that leads to the shop. */
export function clickIn({ status, headers }: Answer): string | null {
  return status === 302 && headers.location ? new URL(headers.location).searchParams.get('kclid') : null;
}
