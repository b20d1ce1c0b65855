'use client';
import type { Deal } from '@kolony/deals/schema';
import type { Link } from '@kolony/links/schema';
import { LinkDialog } from '@kolony/shell/links/forms';
import { useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

/** A further link of the same deal, so that a KOL sees which post or place brought the orders; or one that is changed. */
export default function NewLinkDialog({
  deal,
  link,
  onClose,
}: {
  deal: Deal;
  link?: Link;
  onClose: () => void;
}) {
  const t = useTranslations('domain.linkForm');
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const create = useMutation(trpc.links.create.mutationOptions());
  const change = useMutation(trpc.links.change.mutationOptions());
  return (
    <LinkDialog
      dealId={deal.id}
      landingUrl={deal.landingUrl}
      {...(link ? { link } : {})}
      submit={(values) =>
        link ? change.mutateAsync({ ...values, id: link.id }) : create.mutateAsync(values)
      }
      onDone={async ({ label }) => {
        await queries.invalidateQueries({ queryKey: trpc.links.pathKey() });
        toast({ title: t(link ? 'saved' : 'created', { label }), tone: 'success' });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
