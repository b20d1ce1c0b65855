import type { MailLocale } from '@kolony/reports/schema';
import enMail from '@kolony/shell/messages/en/mail.json' with { type: 'json' };
import enReports from '@kolony/shell/messages/en/reports.json' with { type: 'json' };
import zhMail from '@kolony/shell/messages/zh-CN/mail.json' with { type: 'json' };
import zhReports from '@kolony/shell/messages/zh-CN/reports.json' with { type: 'json' };
import { type AbstractIntlMessages, createTranslator } from 'use-intl/core';

const MESSAGES: Record<MailLocale, AbstractIntlMessages> = {
  en: { mail: enMail, alerts: enReports.alerts },
  'zh-CN': { mail: zhMail, alerts: zhReports.alerts },
};

export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The catalogues' words of one language: `mail.*`, and `alerts.*` as the screen says them. */
export function wordsIn(locale: MailLocale): Words {
  const translate = createTranslator({ locale, messages: MESSAGES[locale] });
  // Keys are computed, so their values have no type here; the catalogues' test compares both languages.
  return (key, values = {}) => translate(key as never, values as never);
}
