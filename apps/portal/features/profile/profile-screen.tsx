'use client';
import type { AgencyKind, Channel, PortalMe } from '@kolony/identity/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Avatar, Button, Card, CardSkeleton, DataList, EmptyState, ErrorState, Link, Num } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Radio } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { AgenciesCard } from './agencies-card.tsx';
import { PaymentCard } from './payment-card.tsx';

const NewChannelDialog = lazy(() => import('./new-channel-dialog.tsx'));

/** What brands see of the account, and how it is paid; a KOL's channels and agencies besides. */
export function ProfileScreen() {
  const t = useTranslations('portal.profile');
  const explain = useErrorMessage();
  const kinds = useTranslations('domain.agencyKinds');
  const me = useQuery(useTrpc().auth.me.queryOptions());
  if (me.error && !me.data) return <ErrorState title={explain(me.error)} onRetry={() => me.refetch()} />;
  if (!me.data) return <CardSkeleton lines={6} />;
  const { user } = me.data;
  const { name, below, timeZone } = faceOf(me.data, kinds);
  return (
    <>
      <PageHeader title={t('title')} description={t(me.data.as === 'kol' ? 'about' : 'aboutAgency')} />
      <div className="space-y-5">
        <Card>
          <div className="mb-4 flex items-center gap-3">
            <Avatar name={name} size="lg" />
            <p className="min-w-0">
              <span className="block truncate text-lg font-semibold">{name}</span>
              <span className="block truncate text-muted">{below}</span>
            </p>
          </div>
          {me.data.as === 'kol' && me.data.kol.bio && (
            <p className="mb-4 whitespace-pre-line">{me.data.kol.bio}</p>
          )}
          <DataList
            items={[
              {
                id: 'email',
                label: t('email'),
                value: <span className="break-all">{user.email}</span>,
                hint: t('emailHint'),
              },
              { id: 'zone', label: t('timeZone'), value: timeZone, hint: t('timeZoneHint') },
            ]}
          />
        </Card>
        {me.data.as === 'kol' && <Channels channels={me.data.channels} />}
        <Payment />
        {me.data.as === 'kol' && <AgenciesCard />}
      </div>
    </>
  );
}

/** Name, the line below it and time zone. */
function faceOf(me: PortalMe, kinds: (kind: AgencyKind) => string) {
  return me.as === 'kol'
    ? { name: me.kol.displayName, below: `@${me.kol.handle}`, timeZone: me.kol.timeZone }
    : { name: me.agency.name, below: kinds(me.agency.kind), timeZone: me.agency.timeZone };
}

function Payment() {
  const explain = useErrorMessage();
  const queries = useQueryClient();
  const { payouts } = useTrpc();
  const profile = useQuery(payouts.profile.queryOptions());
  const save = useMutation(
    payouts.saveProfile.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: payouts.pathKey() }),
    }),
  );
  if (profile.error && !profile.data)
    return <ErrorState title={explain(profile.error)} onRetry={() => profile.refetch()} />;
  if (!profile.data) return <CardSkeleton lines={4} />;
  return <PaymentCard profile={profile.data} save={save.mutateAsync} />;
}

function Channels({ channels }: { channels: readonly Channel[] }) {
  const t = useTranslations('portal.profile');
  const platforms = useTranslations('domain.platforms');
  const [adding, setAdding] = useState(false);
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <Card flush title={t('channels')} description={t('channelsHint')} actions={channels.length > 0 && add}>
      {channels.length === 0 && (
        <EmptyState compact icon={<Radio />} title={t('none')} description={t('noneHint')} action={add} />
      )}
      <ul className="divide-y divide-border">
        {channels.map((channel) => (
          <li key={channel.id} className="flex items-center justify-between gap-4 px-4 py-3 sm:px-5">
            <p className="min-w-0">
              <span className="block truncate font-medium">
                {platforms(channel.platform)} · <Link href={channel.url}>{channel.handle}</Link>
              </span>
              <span className="block truncate text-sm text-muted">{channel.niche}</span>
            </p>
            <p className="shrink-0 text-end">
              <span className="block font-medium">
                <Num value={channel.followers} compact />
              </span>
              <span className="block text-sm text-muted">{t('followers')}</span>
            </p>
          </li>
        ))}
      </ul>
      <Suspense>{adding && <NewChannelDialog onClose={() => setAdding(false)} />}</Suspense>
    </Card>
  );
}
