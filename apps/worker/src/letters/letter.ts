import type { Deps } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import type { Mail } from '@kolony/mail';

export interface WriterDeps extends Deps {
  /** Where the apps are: letters link to them. */
  urls: { brand: string; portal: string };
}

export type WrittenLetter = Pick<Mail, 'to' | 'subject' | 'text' | 'html' | 'unsubscribe'>;

/** Writes the letter that the facts name; null when there is nothing to say any more. */
export type Writer = (deps: WriterDeps, scope: SystemScope, facts: unknown) => Promise<WrittenLetter | null>;
