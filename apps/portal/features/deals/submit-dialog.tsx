'use client';
import type { Deal, DealDeliverable } from '@kolony/deals/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { DisclosureLine, useChange } from '@kolony/shell/deal-room';
import { Button, CopyButton, Dialog, IconButton, Input, Textarea } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const door = () => import('@kolony/deals/schema');
const schema = () => door().then(({ NewSubmission }) => NewSubmission);

/** A draft for review, or the proof that the approved draft is posted; the label is looked for while one types. */
export default function SubmitDialog({
  deal,
  deliverable,
  onClose,
}: {
  deal: Deal;
  deliverable: DealDeliverable;
  onClose: () => void;
}) {
  const t = useTranslations('portal.submit');
  const actions = useTranslations('ui.actions');
  const trpc = useTrpc();
  const { onSettled } = useChange();
  const draft = useMutation(trpc.work.submitDraft.mutationOptions({ onSettled }));
  const proof = useMutation(trpc.work.submitProof.mutationOptions({ onSettled }));
  const kind = deliverable.state === 'draft_approved' ? 'proof' : 'draft';
  // A revision begins with what was handed in, a proof with the text that was approved.
  const last = deliverable.submissions.at(-1);
  const note = last?.comments.findLast(({ by }) => by === 'brand');
  const [text, setText] = useState(last?.text ?? '');
  const form = useForm({
    schema,
    prepare: (raw) => ({
      ...raw,
      url: raw.url ?? null,
      media: raw.media ?? [],
      deliverableId: deliverable.id,
    }),
    submit: (values) => (kind === 'proof' ? proof : draft).mutateAsync(values),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${kind}.title`, { title: deliverable.title })}
      description={t(`${kind}.about`, { brand: deal.brand.name })}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        {note && last?.state === 'rejected' && (
          <figure className="rounded-md bg-sunken px-3 py-2">
            <figcaption className="text-sm text-muted">{t('note', { brand: deal.brand.name })}</figcaption>
            <blockquote className="break-words whitespace-pre-line">{note.body}</blockquote>
          </figure>
        )}
        <FormField form={form} name="text" label={t(`${kind}.text`)} hint={t(`${kind}.textHint`)} required>
          <Textarea
            rows={6}
            maxLength={20_000}
            defaultValue={text}
            onChange={(event) => setText(event.target.value)}
          />
        </FormField>
        <LabelCheck text={text} kind={kind} label={deal.disclosure} />
        <FormField
          form={form}
          name="url"
          label={t(`${kind}.url`)}
          hint={t(`${kind}.urlHint`)}
          required={kind === 'proof'}
          optional={kind === 'draft'}
        >
          <Input
            type="url"
            inputMode="url"
            autoComplete="off"
            maxLength={1_000}
            placeholder="https://"
            defaultValue={last?.kind === kind ? (last.url ?? '') : ''}
          />
        </FormField>
        <MediaFields form={form} defaults={last?.kind === kind ? last.media : []} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t(`${kind}.send`)}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

/** Says before it is sent what the server will find. */
function LabelCheck({ text, kind, label }: { text: string; kind: 'draft' | 'proof'; label: string }) {
  const t = useTranslations('portal.submit');
  const [found, setFound] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void door().then(({ findDisclosure }) => current && setFound(findDisclosure(text, label)));
    return () => {
      current = false;
    };
  }, [text, label]);
  if (text.trim() === '') return null;
  return (
    <div className="flex items-start justify-between gap-3" aria-live="polite">
      <DisclosureLine submission={{ kind, disclosure: found }} label={label} />
      {found === null && <CopyButton text={label} label={t('copyLabel')} size="sm" />}
    </div>
  );
}

function MediaFields({ form, defaults }: { form: ReturnType<typeof useForm>; defaults: readonly string[] }) {
  const t = useTranslations('portal.submit');
  const [rows, setRows] = useState(() => defaults.map((url, index) => ({ key: `${index}`, url })));
  return (
    <div className="space-y-3">
      {rows.map((row, index) => (
        <div key={row.key} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <FormField form={form} name={`media.${index}`} label={t('media', { index: index + 1 })} required>
              <Input
                type="url"
                inputMode="url"
                autoComplete="off"
                maxLength={1_000}
                placeholder="https://"
                defaultValue={row.url}
              />
            </FormField>
          </div>
          <IconButton
            label={t('removeMedia', { index: index + 1 })}
            icon={<Trash2 aria-hidden className="size-4" />}
            className="mt-7"
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {rows.length < 20 && (
        <Button
          size="sm"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setRows([...rows, { key: crypto.randomUUID(), url: '' }])}
        >
          {t('addMedia')}
        </Button>
      )}
    </div>
  );
}
