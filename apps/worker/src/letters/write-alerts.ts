import { readAlertLetter } from '@kolony/reports';
import type { Alert, MailLocale } from '@kolony/reports/schema';
import { formatDay, formatNum } from '@kolony/ui/format';
import { inert, page, plain } from '../page.ts';
import type { Writer } from './letter.ts';
import { type Words, wordsIn } from './words.ts';

/** The unusual days of a round in their reader's language, as the screen says them. */
export const writeAlerts: Writer = async (deps, scope, facts) => {
  const letter = await readAlertLetter(deps, scope, facts);
  if (!letter || letter.alerts.length === 0) return null;
  const { address, locale, alerts, token } = letter;
  const brand = plain(letter.brandName);
  const words = wordsIn(locale);
  const say = (key: string) => words(`mail.alerts.${key}`, { brand, count: alerts.length });
  const told = alerts.map((alert) => tellAlert(alert, { words, locale }));
  const open = new URL('/reports/overview', deps.urls.brand).href;
  const end = new URL(`/unsubscribe/${token}`, deps.urls.brand).href;
  return {
    to: address,
    subject: say('subject'),
    text: [
      ...told.flatMap(({ head, said }) => [head, said, '']),
      `${say('open')}: ${open}`,
      '',
      say('why'),
      `${say('end')}: ${end}`,
    ].join('\n'),
    html: page({
      locale,
      title: say('title'),
      below: brand,
      body: told
        .map(({ head, said }) => `<p><strong>${inert(head)}</strong><br>${inert(said)}</p>`)
        .join('\n'),
      foot: `<p><a href="${inert(open)}">${inert(say('open'))}</a></p>
<p style="color:#666;font-size:12px">${inert(say('why'))} <a href="${inert(end)}">${inert(say('end'))}</a></p>`,
    }),
    unsubscribe: `${end}/one-click`,
  };
};

function tellAlert(
  { metric, value, usual, spread, day, cause, kol, campaignName }: Alert,
  { words, locale }: { words: Words; locale: MailLocale },
): { head: string; said: string } {
  const way = value > usual ? 'up' : 'down';
  const count = (n: number) => formatNum(n, locale);
  const figures = { value: count(value), usual: count(usual), spread: count(spread) };
  return {
    head: `${words(`alerts.moved.${metric}.${way}`)} · ${plain(campaignName)} · ${formatDay(day, locale)}`,
    said: [
      words(`alerts.said.${metric}`, figures),
      ...(cause ? [words(`alerts.causes.${cause}.${way}`)] : []),
      ...(kol
        ? [
            words('alerts.kol', {
              kol: plain(kol.displayName),
              value: count(kol.value),
              usual: count(kol.usual),
            }),
          ]
        : []),
    ].join(' '),
  };
}
