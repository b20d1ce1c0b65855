import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every attempt of the same mail, so that a mailbox that got it twice shows it once. Without <>. */
  messageId: string;
  /** RFC 2369 and RFC 8058: where one click, made by the mail program, ends it. */
  unsubscribe?: string;
  attachments?: readonly { filename: string; content: Uint8Array; contentType: string }[];
}

export interface MailSettings {
  /** smtp:// or smtps://user:password@host:port. Without one, mails become files in `folder`. */
  smtpUrl: string | undefined;
  /** Kolony <no-reply@example.com> */
  from: string;
  folder: string;
}

/** What came of a mail that was not taken. */
export class MailError extends Error {
  /** Another attempt would fail too: the address or the mail was refused for good. */
  readonly permanent: boolean;
  constructor(message: string, permanent: boolean) {
    super(message);
    this.permanent = permanent;
  }
}

export interface Mailer {
  /** Resolves when the server has taken it, or the file is there. Throws MailError. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** A connection that hangs is given up. Milliseconds. */
const TIMEOUT = 20_000;

/** The way out for mail: SMTP, or .eml files that any mail program opens, where there is no server (development). */
export function openMailer({ smtpUrl, from, folder }: MailSettings): Mailer {
  const transport = smtpUrl
    ? createTransport(
        {
          url: smtpUrl,
          connectionTimeout: TIMEOUT,
          greetingTimeout: TIMEOUT,
          socketTimeout: TIMEOUT,
        },
        { from },
      )
    : createTransport({ streamTransport: true, buffer: true, newline: 'unix' }, { from });
  return {
    async send({ unsubscribe, messageId, attachments = [], ...mail }) {
      try {
        const sent = await transport.sendMail({
          ...mail,
          messageId: `<${messageId}>`,
          attachments: attachments.map(({ content, ...about }) => ({
            ...about,
            content: Buffer.from(content),
          })),
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribe
              ? {
                  'List-Unsubscribe': `<${unsubscribe}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }
              : {}),
          },
        });
        if (!smtpUrl && 'message' in sent) keep(join(folder, `${messageId}.eml`), sent.message as Buffer);
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Whole or not at all: whoever watches the folder never opens half a mail. */
function keep(file: string, content: Buffer): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}

/** What a server answers here, it says of this very mail; a login or a sender it refuses is ours to mend. */
const OF_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA'];

/** SMTP says by 5xx that it will never take it (RFC 5321, 4.2.1); everything else may pass. */
function toMailError(error: unknown): MailError {
  const { command, responseCode } = Object(error) as { command?: unknown; responseCode?: unknown };
  const code = OF_THE_MAIL.includes(command) ? Number(responseCode) : 0;
  const said = error instanceof Error ? error.message : String(error);
  return new MailError(said.slice(0, 300), code >= 500 && code < 600);
}
