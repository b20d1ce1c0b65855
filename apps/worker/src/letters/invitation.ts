import { MailLocale } from '@kolony/reports/schema';
import { inert, page, plain } from '../page.ts';
import type { WrittenLetter } from './letter.ts';
import { wordsIn } from './words.ts';

/** An invitation in both languages, because nobody knows yet which one its reader speaks. */
export function writeInvitation(
  kind: 'member_invited' | 'kol_invited',
  { to, names: given, link }: { to: string; names: { brand: string; campaign: string }; link: string },
): WrittenLetter {
  const names = { brand: plain(given.brand), campaign: plain(given.campaign) };
  const said = MailLocale.options.map((locale) => {
    const words = wordsIn(locale);
    const say = (key: string) => words(`mail.${kind}.${key}`, names);
    return { locale, subject: say('subject'), said: say('said'), open: say('open'), why: say('why') };
  });
  const subject = said.map((one) => one.subject).join(' · ');
  return {
    to,
    subject,
    text: said.map((one) => [one.said, `${one.open}: ${link}`, one.why].join('\n\n')).join('\n\n––\n\n'),
    html: page({
      locale: 'en',
      title: names.brand,
      below: names.campaign,
      body: said
        .map(
          (one) =>
            `<div lang="${one.locale}"><p>${inert(one.said)}</p><p><a href="${inert(link)}">${inert(one.open)}</a></p></div>`,
        )
        .join('\n'),
      foot: said
        .map((one) => `<p lang="${one.locale}" style="color:#666;font-size:12px">${inert(one.why)}</p>`)
        .join('\n'),
    }),
  };
}
