'use client';
import type { Deal, DealOffer } from '@kolony/deals/schema';
import { Card, RelativeTime } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { TermsDiff, TermsInWords } from '../work/index.ts';
import { DeliverablesDiff, useDeliverableText } from './deliverables-diff.tsx';
import type { Side } from './next-step.ts';

interface RoundsProps {
  deal: Pick<Deal, 'state' | 'offers' | 'attribution' | 'campaign'>;
  side: Side;
  other: string;
}

const OPEN: readonly Deal['state'][] = ['applied', 'invited', 'countered'];

/** The offer that waits for an answer, or came to nothing: in words, what it asks for, and what is new in it. */
export function OfferOnTable({ deal, side, other }: RoundsProps) {
  const t = useTranslations('domain.room');
  const text = useDeliverableText();
  const offer = deal.offers.at(-1);
  if (!offer) return null;
  const before = deal.offers.at(-2);
  return (
    <Card
      title={t(OPEN.includes(deal.state) ? 'offer.title' : 'offer.last', { round: offer.round })}
      description={
        <>
          {offer.by === side ? t('offer.byYou') : t('offer.by', { name: other })} ·{' '}
          <RelativeTime at={offer.at} />
        </>
      }
    >
      <div className="space-y-4">
        {offer.message && <Quote text={offer.message} />}
        {before && (
          <section className="rounded-md bg-sunken p-3">
            <h3 className="mb-2 font-semibold">{t('offer.changed', { round: before.round })}</h3>
            <RoundDiff before={before} after={offer} currency={deal.campaign.currency} />
          </section>
        )}
        <TermsInWords
          rules={offer.rules}
          attribution={deal.attribution}
          currency={deal.campaign.currency}
          deliverables={offer.deliverables}
        />
        <section>
          <h3 className="mb-1.5 font-semibold">{t('offer.deliverables')}</h3>
          {offer.deliverables.length === 0 ? (
            <p className="text-muted">{t('offer.noDeliverables')}</p>
          ) : (
            <ol className="list-decimal space-y-1 ps-5">
              {offer.deliverables.map((one, index) => (
                <li key={`${one.title}-${index}`} className="break-words">
                  {text(one)}
                </li>
              ))}
            </ol>
          )}
        </section>
      </div>
    </Card>
  );
}

/** Every earlier round, the newest first, each with what it changed: how both got where they are. */
export function EarlierRounds({ deal, side, other }: RoundsProps) {
  const t = useTranslations('domain.room');
  const { currency } = deal.campaign;
  const rounds = deal.offers.map((offer, index) => ({ offer, before: deal.offers[index - 1] })).toReversed();
  if (rounds.length < 2) return null;
  return (
    <Card title={t('rounds.title', { count: rounds.length })}>
      <ol className="divide-y divide-border">
        {rounds.map(({ offer, before }) => (
          <li key={offer.round} className="py-3 first:pt-0 last:pb-0">
            <details>
              <summary className="cursor-pointer font-medium">
                {t('rounds.round', { round: offer.round })} ·{' '}
                {offer.by === side ? t('offer.byYou') : t('offer.by', { name: other })} ·{' '}
                <span className="font-normal text-muted">
                  <RelativeTime at={offer.at} />
                </span>
              </summary>
              <div className="mt-2 space-y-3">
                {offer.message && <Quote text={offer.message} />}
                {before ? (
                  <RoundDiff before={before} after={offer} currency={currency} />
                ) : (
                  <TermsInWords
                    rules={offer.rules}
                    attribution={deal.attribution}
                    currency={currency}
                    deliverables={offer.deliverables}
                  />
                )}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What a round changes: money rules and deliverables. */
export function RoundDiff({
  before,
  after,
  currency,
}: {
  before: Pick<DealOffer, 'rules' | 'deliverables'>;
  after: Pick<DealOffer, 'rules' | 'deliverables'>;
  currency: Deal['campaign']['currency'];
}) {
  return (
    <div className="space-y-2">
      <TermsDiff
        before={before.rules}
        after={after.rules}
        currency={currency}
        deliverables={after.deliverables}
      />
      <DeliverablesDiff before={before.deliverables} after={after.deliverables} />
    </div>
  );
}

function Quote({ text }: { text: string }) {
  return (
    <blockquote className="border-s-2 border-border-strong ps-3 break-words whitespace-pre-line">
      {text}
    </blockquote>
  );
}
