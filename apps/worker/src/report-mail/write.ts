import type { DueMail } from '@kolony/reports';
import type { CellKind, MailLocale, ReportTable } from '@kolony/reports/schema';
import { reportXlsx } from '@kolony/shell/documents/report-book';
import en from '@kolony/shell/messages/en/reports.json' with { type: 'json' };
import zh from '@kolony/shell/messages/zh-CN/reports.json' with { type: 'json' };
import { formatDay, formatMoney, formatNum, formatPercent } from '@kolony/ui/format';
import { type AbstractIntlMessages, createTranslator } from 'use-intl/core';
import { inert, page, plain } from '../page.ts';

const MESSAGES: Record<MailLocale, AbstractIntlMessages> = { en: { reports: en }, 'zh-CN': { reports: zh } };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Rows of the first table that the mail itself shows; the file has all. */
const SHOWN = 20;

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; content: Uint8Array; contentType: string }[];
}

/** A report as a mail in its reader's language: its first table, a link to the app, all tables as a workbook. */
export async function writeMail(
  { report, locale, ...mail }: Pick<DueMail, 'report' | 'locale' | 'brandName'>,
  {
    tables,
    period,
    links,
  }: {
    tables: readonly ReportTable[];
    period: { from: string; to: string };
    links: { report: string; unsubscribe: string };
  },
): Promise<WrittenMail> {
  const brandName = plain(mail.brandName);
  const translate = createTranslator({ locale, messages: MESSAGES[locale], namespace: 'reports' });
  // Keys are computed, so their values have no type here; the catalogues' test compares both languages.
  const words = (key: string, values: Record<string, string | number> = {}) =>
    translate(key, values as never);
  const days = `${formatDay(period.from, locale)} – ${formatDay(period.to, locale)}`;
  const title = words(`nav.${report}`);
  const first = tables[0] && withoutParts(tables[0]);
  const header = first?.columns.map(({ id }) => words(`tables.${report}.${first.id}.${id}`)) ?? [];
  const rows =
    first?.rows
      .slice(0, SHOWN)
      .map((row) =>
        row.map((value, at) => cell(value, first.columns[at]?.kind ?? 'text', { first, locale })),
      ) ?? [];
  const more = (first?.rows.length ?? 0) - rows.length;
  const nothing = rows.length === 0 ? words('mail.nothing') : '';
  const rest = more > 0 ? words('mail.more', { rows: more }) : '';
  const why = words('mail.why', { brand: brandName });
  return {
    subject: words('mail.subject', { brand: brandName, report: title, days }),
    text: [
      `${brandName} · ${title}`,
      days,
      '',
      ...(nothing ? [nothing] : [header, ...rows].map((row) => row.join(' | '))),
      ...(rest ? [rest] : []),
      '',
      `${words('mail.open')}: ${links.report}`,
      '',
      why,
      `${words('mail.end')}: ${links.unsubscribe}`,
    ].join('\n'),
    html: page({
      locale,
      title: `${brandName} · ${title}`,
      below: days,
      body: nothing
        ? `<p>${inert(nothing)}</p>`
        : `<table role="table" cellpadding="6" style="border-collapse:collapse;font-size:14px">
<thead><tr>${header.map((text, at) => `<th scope="col" style="${edge(first, at)}">${inert(text)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((text, at) => `<td style="${edge(first, at)}">${inert(text)}</td>`).join('')}</tr>`).join('\n')}</tbody>
</table>${rest ? `<p style="color:#666">${inert(rest)}</p>` : ''}`,
      foot: `<p><a href="${inert(links.report)}">${inert(words('mail.open'))}</a></p>
<p style="color:#666;font-size:12px">${inert(why)} <a href="${inert(links.unsubscribe)}">${inert(words('mail.end'))}</a></p>`,
    }),
    attachments: [
      {
        filename: `kolony-${report}-${period.to}.xlsx`,
        content: await reportXlsx({ report, tables, words: (key) => words(`tables.${key}`) }),
        contentType: XLSX,
      },
    ],
  };
}

/** A mail is narrow: what stands beside the figures is in the file. */
function withoutParts(table: ReportTable): ReportTable {
  const own = table.columns.map(({ part }) => part === undefined);
  return {
    ...table,
    columns: table.columns.filter((_, at) => own[at]),
    rows: table.rows.map((row) => row.filter((_, at) => own[at])),
  };
}

function cell(
  value: string | number | null,
  kind: CellKind,
  { first, locale }: { first: ReportTable; locale: string },
): string {
  if (value === null) return '–';
  if (typeof value === 'string') return kind === 'day' ? formatDay(value, locale) : plain(value);
  if (kind === 'money') return formatMoney(value, { currency: first.currency, locale });
  if (kind === 'ratio') return formatPercent(value, locale);
  if (kind === 'times') return `${formatNum(value, locale, { digits: 2 })}×`;
  return formatNum(value, locale);
}

function edge(table: ReportTable | undefined, at: number): string {
  const kind = table?.columns[at]?.kind;
  const side = kind === 'text' || kind === 'day' || kind === 'datetime' ? 'left' : 'right';
  return `text-align:${side};border-bottom:1px solid #ddd`;
}
