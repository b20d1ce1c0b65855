'use client';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Button, CopyButton, Dialog, FieldGroup, Input, Notice, RadioCards } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { ROLES } from './roles.ts';

const schema = () => import('@kolony/identity/schema').then((door) => door.InviteMember);

/** E-mail and role; then the link, shown once, for the inviter to pass on. */
export default function InviteDialog({ joinUrl, onClose }: { joinUrl: string; onClose: () => void }) {
  const t = useTranslations('brand.team');
  const actions = useTranslations('ui.actions');
  const roles = useTranslations('domain.roles');
  const queries = useQueryClient();
  const { team } = useTrpc();
  const invite = useMutation(team.invite.mutationOptions());
  const [made, setMade] = useState<{ link: string; email: string } | null>(null);
  const form = useForm({
    schema,
    submit: invite.mutateAsync,
    onDone: async ({ token, invitation }) => {
      setMade({ link: `${joinUrl}${token}`, email: invitation.email });
      await queries.invalidateQueries({ queryKey: team.pathKey() });
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('invite')} description={t('inviteAbout')}>
      {made ? (
        <div className="space-y-4">
          <Notice tone="warning">{t('once', { email: made.email })}</Notice>
          <code className="block rounded-md bg-sunken p-3 text-sm break-all" data-testid="join-link">
            {made.link}
          </code>
          <div className="flex gap-3">
            <CopyButton text={made.link} label={t('copy')}>
              {t('copy')}
            </CopyButton>
            <Button onClick={onClose}>{t('done')}</Button>
          </div>
        </div>
      ) : (
        <form {...form.props} className="space-y-4">
          <FormError form={form} />
          <FormField form={form} name="email" label={t('email')} required>
            <Input
              type="email"
              inputMode="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </FormField>
          <FieldGroup legend={t('role')} error={form.errors.role}>
            <RadioCards
              name="role"
              defaultValue="finance"
              options={ROLES.map((value) => ({
                value,
                label: roles(`${value}.name`),
                hint: roles(`${value}.about`),
              }))}
            />
          </FieldGroup>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{actions('cancel')}</Button>
            <SubmitButton form={form}>{t('invite')}</SubmitButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}
