'use client';
import type { AgencyMembership } from '@kolony/identity/schema';
import { DataTable, PageHeader } from '@kolony/shell';
import { Button, ConfirmDialog, DateText, Percent, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { MEMBERSHIP_TONE } from './membership-tones.ts';
import { useMembershipActs } from './use-membership-acts.ts';

const AskKolDialog = lazy(() => import('./ask-kol-dialog.tsx'));

/** The KOLs of an agency and those it has asked, with the share each agreed to. */
export function RosterScreen() {
  const t = useTranslations('portal.roster');
  const states = useTranslations('portal.membershipStates');
  const list = useQuery(useTrpc().memberships.list.queryOptions());
  const [asking, setAsking] = useState(false);
  const ask = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAsking(true)}>
      {t('ask')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} actions={ask} />
      <DataTable
        caption={t('title')}
        rows={list.data}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(row) => row.id}
        searchText={({ kol }) => `${kol.displayName} ${kol.handle}`}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            sortValue: ({ kol }) => kol.displayName,
            cell: ({ kol }) => (
              <>
                <span className="block font-medium">{kol.displayName}</span>
                <span className="block text-sm text-muted">@{kol.handle}</span>
              </>
            ),
          },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }) => <StatusBadge tone={MEMBERSHIP_TONE[state]}>{states(state)}</StatusBadge>,
          },
          {
            id: 'share',
            header: t('share'),
            numeric: true,
            sortValue: ({ shareBp }) => shareBp,
            cell: ({ shareBp }) => <Percent ratio={shareBp / 10_000} digits={2} />,
          },
          {
            id: 'since',
            header: t('since'),
            hideOnPhone: true,
            cell: ({ proposedAt, answeredAt, endedAt }) => (
              <DateText at={endedAt ?? answeredAt ?? proposedAt} style="date" />
            ),
          },
          { id: 'act', header: '', cell: (row) => <Leave membership={row} /> },
        ]}
        empty={{ icon: <UsersRound />, title: t('none'), description: t('noneHint'), action: ask }}
      />
      <Suspense>{asking && <AskKolDialog onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}

/** Taking a question back, or ending what was agreed. */
function Leave({ membership: { id, state, kol } }: { membership: AgencyMembership }) {
  const t = useTranslations('portal.roster');
  const ui = useTranslations('ui.actions');
  const { withdraw, end } = useMembershipActs();
  const [sure, setSure] = useState(false);
  if (state === 'proposed') {
    return (
      <Button size="sm" pending={withdraw.isPending} onClick={() => withdraw.mutate({ id })}>
        {t('withdraw')}
      </Button>
    );
  }
  if (state !== 'agreed') return null;
  return (
    <>
      <Button size="sm" onClick={() => setSure(true)}>
        {t('end')}
      </Button>
      <ConfirmDialog
        open={sure}
        onClose={() => setSure(false)}
        title={t('endTitle', { kol: kol.displayName })}
        description={t('endAbout')}
        confirmLabel={t('end')}
        cancelLabel={ui('cancel')}
        pending={end.isPending}
        danger
        onConfirm={() => end.mutate({ id }, { onSettled: () => setSure(false) })}
      />
    </>
  );
}
