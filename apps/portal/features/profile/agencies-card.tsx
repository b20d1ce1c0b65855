'use client';
import type { AgencyMembership } from '@kolony/identity/schema';
import { useErrorMessage } from '@kolony/shell';
import {
  Button,
  Card,
  CardSkeleton,
  ConfirmDialog,
  ErrorState,
  formatPercent,
  StatusBadge,
  useUi,
} from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { MEMBERSHIP_TONE } from '../agency/membership-tones.ts';
import { useMembershipActs } from '../agency/use-membership-acts.ts';

/** The agency a KOL is in, those that ask, and those that were. */
export function AgenciesCard() {
  const t = useTranslations('portal.profile.agencies');
  const explain = useErrorMessage();
  const list = useQuery(useTrpc().memberships.list.queryOptions());
  if (list.error && !list.data)
    return <ErrorState title={explain(list.error)} onRetry={() => list.refetch()} />;
  if (!list.data) return <CardSkeleton lines={3} />;
  return (
    <Card flush title={t('title')} description={t('about')}>
      {list.data.length === 0 && <p className="px-4 pb-4 text-muted sm:px-5">{t('none')}</p>}
      <ul className="divide-y divide-border">
        {list.data.map((membership) => (
          <li
            key={membership.id}
            className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5"
          >
            <Membership membership={membership} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Question = 'agree' | 'leave' | null;

function Membership({ membership: { id, agency, state, shareBp } }: { membership: AgencyMembership }) {
  const t = useTranslations('portal.profile.agencies');
  const ui = useTranslations('ui.actions');
  const kinds = useTranslations('domain.agencyKinds');
  const states = useTranslations('portal.membershipStates');
  const { locale } = useUi();
  const { answer, end } = useMembershipActs();
  const [sure, setSure] = useState<Question>(null);
  const share = formatPercent(shareBp / 10_000, locale, { digits: 2 });
  const done = { onSettled: () => setSure(null) };
  return (
    <>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {agency.name} <StatusBadge tone={MEMBERSHIP_TONE[state]}>{states(state)}</StatusBadge>
        </p>
        <p className="text-sm text-muted">
          {kinds(agency.kind)} · {t('share', { share })}
        </p>
      </div>
      {state === 'proposed' && (
        <div className="flex gap-2">
          <Button pending={answer.isPending} onClick={() => answer.mutate({ id, agree: false })}>
            {t('decline')}
          </Button>
          <Button variant="primary" onClick={() => setSure('agree')}>
            {t('agree')}
          </Button>
        </div>
      )}
      {state === 'agreed' && <Button onClick={() => setSure('leave')}>{t('leave')}</Button>}
      <ConfirmDialog
        open={sure === 'agree'}
        onClose={() => setSure(null)}
        title={t('agreeTitle', { agency: agency.name })}
        description={t('agreeAbout', { agency: agency.name, share })}
        confirmLabel={t('agree')}
        cancelLabel={ui('cancel')}
        pending={answer.isPending}
        onConfirm={() => answer.mutate({ id, agree: true }, done)}
      />
      <ConfirmDialog
        open={sure === 'leave'}
        onClose={() => setSure(null)}
        title={t('leaveTitle', { agency: agency.name })}
        description={t('leaveAbout', { agency: agency.name })}
        confirmLabel={t('leave')}
        cancelLabel={ui('cancel')}
        pending={end.isPending}
        danger
        onConfirm={() => end.mutate({ id }, done)}
      />
    </>
  );
}
