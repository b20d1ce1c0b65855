'use client';
import { useErrorMessage } from '@kolony/shell';
import {
  Avatar,
  Badge,
  Button,
  Drawer,
  EmptyState,
  ErrorState,
  Field,
  SearchInput,
  TableSkeleton,
  Textarea,
  useToast,
} from '@kolony/ui';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

export function InviteButton({ campaignId }: { campaignId: string }) {
  const t = useTranslations('brand.invite');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon={<UserPlus aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      >
        {t('title')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('title')} description={t('about')}>
        {open && <Invite campaignId={campaignId} />}
      </Drawer>
    </>
  );
}

/** Find KOLs, write a line, invite: the offer is the campaign's. */
function Invite({ campaignId }: { campaignId: string }) {
  const t = useTranslations('brand.invite');
  const platforms = useTranslations('domain.platforms');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const [search, setSearch] = useState('');
  const [message, setMessage] = useState('');
  const found = useQuery({
    ...trpc.kols.search.queryOptions({ limit: 30, ...(search ? { search } : {}) }),
    placeholderData: keepPreviousData,
  });
  const deals = useQuery(trpc.deals.list.queryOptions({ campaignId, limit: 200 }));
  const invite = useMutation(
    trpc.deals.invite.mutationOptions({
      onSuccess: async (deal) => {
        toast({ title: t('sent', { name: deal.kol.displayName }), tone: 'success' });
        await queries.invalidateQueries();
      },
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
    }),
  );
  const invited = new Set(deals.data?.data.map((deal) => deal.kol.id));
  return (
    <div className="space-y-4">
      <Field label={t('message')} hint={t('messageHint')}>
        <Textarea
          rows={3}
          maxLength={2_000}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
      </Field>
      {!search && (
        <Recommended
          campaignId={campaignId}
          invite={(kolId) => invite.mutate({ campaignId, kolId, message })}
        />
      )}
      <SearchInput
        label={t('search')}
        placeholder={t('search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {found.error && <ErrorState compact title={explain(found.error)} onRetry={() => found.refetch()} />}
      {!found.data && !found.error && <TableSkeleton rows={5} columns={2} />}
      {found.data?.data.length === 0 && (
        <EmptyState compact title={t('nobody')} description={t('nobodyHint')} />
      )}
      <ul className="divide-y divide-border">
        {found.data?.data.map((kol) => (
          <li key={kol.id} className="flex items-center gap-3 py-3">
            <Avatar name={kol.displayName} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{kol.displayName}</p>
              <p className="truncate text-sm text-muted">
                @{kol.handle}
                {kol.channels.map((channel) => (
                  <span key={channel.id}>
                    {' '}
                    · {platforms(channel.platform)}{' '}
                    {new Intl.NumberFormat(undefined, { notation: 'compact' }).format(channel.followers)}
                  </span>
                ))}
              </p>
            </div>
            {invited.has(kol.id) ? (
              <Badge>{t('already')}</Badge>
            ) : (
              <Button
                size="sm"
                pending={invite.isPending && invite.variables?.kolId === kol.id}
                onClick={() => invite.mutate({ campaignId, kolId: kol.id, message })}
                aria-label={t('inviteName', { name: kol.displayName })}
              >
                {t('invite')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who fits the brief, and why: the points of the reasons sum to the score. */
function Recommended({ campaignId, invite }: { campaignId: string; invite: (kolId: string) => void }) {
  const t = useTranslations('brand.invite');
  const reasons = useTranslations('brand.invite.reasons');
  const found = useQuery(useTrpc().deals.recommend.queryOptions({ campaignId }));
  const best = found.data?.filter(({ score }) => score > 0).slice(0, 3) ?? [];
  if (best.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('recommended')}</h3>
      <ul className="divide-y divide-border rounded-md bg-sunken px-3">
        {best.map(({ kol, score, factors }) => (
          <li key={kol.id} className="flex items-center gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {kol.displayName} <Badge tone="accent">{t('score', { score })}</Badge>
              </p>
              <p className="text-sm text-muted">
                {factors
                  .filter(({ points }) => points > 0)
                  .map(({ kind, points }) => `${reasons(kind)} +${points}`)
                  .join(' · ')}
              </p>
            </div>
            <Button
              size="sm"
              onClick={() => invite(kol.id)}
              aria-label={t('inviteName', { name: kol.displayName })}
            >
              {t('invite')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
