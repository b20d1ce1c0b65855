'use client';
import type { Member, Role } from '@kolony/identity/schema';
import { DataTable, PageHeader, useErrorMessage } from '@kolony/shell';
import { Button, Card, ConfirmDialog, DateText, Select, useToast } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { ROLES } from './roles.ts';

const InviteDialog = lazy(() => import('./invite-dialog.tsx'));

/** Who works in the workspace and what each may do; owners change it. */
export function TeamScreen({ joinUrl }: { joinUrl: string }) {
  const t = useTranslations('brand.team');
  const roles = useTranslations('domain.roles');
  const may = useMay()('team.write');
  const team = useQuery(useTrpc().team.get.queryOptions());
  const { setRole } = useTeamActs();
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={
          may && (
            <Button
              variant="primary"
              icon={<UserPlus aria-hidden className="size-4" />}
              onClick={() => setInviting(true)}
            >
              {t('invite')}
            </Button>
          )
        }
      />
      <div className="space-y-6">
        <DataTable
          caption={t('title')}
          rows={team.data?.members}
          error={team.error}
          onRetry={() => team.refetch()}
          rowKey={(member) => member.userId}
          columns={[
            {
              id: 'name',
              header: t('name'),
              primary: true,
              cell: ({ name, email }) => (
                <>
                  <span className="block font-medium">{name}</span>
                  <span className="block text-sm break-all text-muted">{email}</span>
                </>
              ),
            },
            {
              id: 'role',
              header: t('role'),
              cell: ({ userId, name, role }) =>
                may ? (
                  <Select
                    aria-label={t('roleOf', { name })}
                    value={role}
                    options={ROLES.map((value) => ({ value, label: roles(`${value}.name`) }))}
                    onChange={(event) => {
                      const chosen = ROLES.find((one) => one === event.currentTarget.value);
                      if (chosen) setRole.mutate({ userId, role: chosen });
                    }}
                  />
                ) : (
                  roles(`${role}.name`)
                ),
            },
            { id: 'since', header: t('since'), cell: ({ since }) => <DateText at={since} style="date" /> },
            {
              id: 'remove',
              header: '',
              bare: true,
              cell: (member) => may && <Remove member={member} />,
            },
          ]}
          empty={{ title: t('title') }}
        />
        {team.data && team.data.invitations.length > 0 && <Invitations invitations={team.data.invitations} />}
        <Card title={t('roles')}>
          <dl className="space-y-2">
            {ROLES.map((role) => (
              <div key={role} className="sm:grid sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-4">
                <dt className="font-medium">{roles(`${role}.name`)}</dt>
                <dd className="text-muted">{roles(`${role}.about`)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
      <Suspense>{inviting && <InviteDialog joinUrl={joinUrl} onClose={() => setInviting(false)} />}</Suspense>
    </>
  );
}

function useTeamActs() {
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const { team } = useTrpc();
  const options = {
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries({ queryKey: team.pathKey() }),
  } as const;
  return {
    setRole: useMutation(team.setRole.mutationOptions(options)),
    remove: useMutation(team.remove.mutationOptions(options)),
    revoke: useMutation(team.revoke.mutationOptions(options)),
  };
}

function Invitations({
  invitations,
}: {
  invitations: { id: string; email: string; role: Role; expiresAt: Date }[];
}) {
  const t = useTranslations('brand.team');
  const roles = useTranslations('domain.roles');
  const may = useMay()('team.write');
  const { revoke } = useTeamActs();
  return (
    <Card flush title={t('invited')} description={t('invitedAbout')}>
      <ul className="divide-y divide-border">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
            <p className="min-w-0">
              <span className="block break-all font-medium">{email}</span>
              <span className="block text-sm text-muted">
                {roles(`${role}.name`)} · {t('until')} <DateText at={expiresAt} style="date" />
              </span>
            </p>
            {may && (
              <Button size="sm" pending={revoke.isPending} onClick={() => revoke.mutate({ id })}>
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Remove({ member: { userId, name } }: { member: Member }) {
  const t = useTranslations('brand.team');
  const ui = useTranslations('ui.actions');
  const { remove } = useTeamActs();
  const [sure, setSure] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setSure(true)} aria-label={t('removeName', { name })}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        open={sure}
        onClose={() => setSure(false)}
        title={t('removeName', { name })}
        description={t('removeAbout')}
        confirmLabel={t('remove')}
        cancelLabel={ui('cancel')}
        pending={remove.isPending}
        danger
        onConfirm={() => remove.mutate({ userId }, { onSettled: () => setSure(false) })}
      />
    </>
  );
}
