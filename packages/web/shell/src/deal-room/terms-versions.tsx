'use client';
import type { Deal, Terms } from '@kolony/deals/schema';
import { Card, Notice, StatusBadge, useNow } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { TermsDiff, TermsInWords } from '../work/index.ts';
import { VERSION_TONE } from './tones.ts';
import { useDate } from './use-date.ts';
import { type VersionState, versionState } from './version-state.ts';

/** What is agreed: the rules in force in words, and every version with its day and its changes. */
export function TermsVersions({
  deal,
}: {
  deal: Pick<Deal, 'terms' | 'rules' | 'attribution' | 'campaign' | 'deliverables'>;
}) {
  const t = useTranslations('domain.room');
  const now = useNow();
  const date = useDate();
  const { currency } = deal.campaign;
  const versions = deal.terms.map((terms, index) => ({
    terms,
    before: deal.terms[index - 1],
    state: versionState(deal.terms, terms.version, now),
  }));
  const inForce = versions.find(({ state }) => state === 'in_force') ?? versions[0];
  if (!inForce) return null;
  return (
    <Card
      title={t('terms.title', { version: inForce.terms.version })}
      description={t('terms.since', { at: date(inForce.terms.effectiveFrom) })}
    >
      <div className="space-y-4">
        <TermsInWords
          rules={inForce.terms.rules}
          attribution={deal.attribution}
          currency={currency}
          deliverables={deal.deliverables}
          legs={inForce.terms.legs}
        />
        {versions.length > 1 && (
          <section>
            <h3 className="mb-2 font-semibold">{t('terms.versions')}</h3>
            <ol className="divide-y divide-border">
              {versions.toReversed().map((version) => (
                <Version key={version.terms.version} {...version} currency={currency} />
              ))}
            </ol>
          </section>
        )}
      </div>
    </Card>
  );
}

/** A version that waits for its day: what it changes, and that the present rates are locked until then. */
export function RateLockNotice({ deal }: { deal: Pick<Deal, 'terms' | 'campaign' | 'deliverables'> }) {
  const t = useTranslations('domain.room.terms');
  const now = useNow();
  const date = useDate();
  const stateOf = ({ version }: Terms) => versionState(deal.terms, version, now);
  const inForce = deal.terms.find((terms) => stateOf(terms) === 'in_force');
  const upcoming = deal.terms.findLast((terms) => stateOf(terms) === 'upcoming');
  if (!inForce || !upcoming) return null;
  return (
    <Notice tone="warning" title={t('lockTitle', { version: upcoming.version })}>
      <p className="mb-2">{t('lock', { at: date(upcoming.effectiveFrom) })}</p>
      <TermsDiff
        before={inForce.rules}
        after={upcoming.rules}
        currency={deal.campaign.currency}
        deliverables={deal.deliverables}
      />
    </Notice>
  );
}

function Version({
  terms,
  before,
  state,
  currency,
}: {
  terms: Terms;
  before: Terms | undefined;
  state: VersionState;
  currency: Deal['campaign']['currency'];
}) {
  const t = useTranslations('domain.room.terms');
  const date = useDate();
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{t('version', { version: terms.version })}</span>
        <StatusBadge tone={VERSION_TONE[state]}>{t(`states.${state}`)}</StatusBadge>
        {state !== 'never' && (
          <span className="text-sm text-muted">
            {t('from', { at: date(terms.effectiveFrom, 'datetime') })}
          </span>
        )}
      </p>
      {terms.reason && <p className="mt-1 text-sm break-words text-muted">{terms.reason}</p>}
      {before && (
        <div className="mt-2">
          <TermsDiff before={before.rules} after={terms.rules} currency={currency} />
        </div>
      )}
    </li>
  );
}
