'use client';
import type { Invited } from '@kolony/identity/schema';
import { AuthLayout, FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Input, Link, Notice, PasswordInput } from '@kolony/ui';
import { useTranslations } from 'next-intl';

const schema = () => import('@kolony/identity/schema').then((door) => door.AcceptInvitation);
const client = () => import('../../trpc-client.ts').then((module) => module.trpcClient);

/** Where an invitation's link leads: a name and a password, or a word that the link works no longer. */
export function JoinScreen({ token, invited }: { token: string; invited: Invited | null }) {
  const t = useTranslations('brand.join');
  const auth = useTranslations('auth');
  const roles = useTranslations('domain.roles');
  const form = useForm({
    schema,
    prepare: (values) => ({ ...values, token }),
    submit: async (input) => (await client()).auth.join.mutate(input),
    // A whole page load: nothing of the visitor before stays in memory.
    onDone: () => location.assign('/'),
  });
  const signIn = auth.rich('signUp.toSignIn', { link: (text) => <Link href="/sign-in">{text}</Link> });
  if (!invited) {
    return (
      <AuthLayout app="brand" title={t('overTitle')} description={t('overAbout')} below={signIn}>
        <Notice tone="warning">{t('overHint')}</Notice>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      app="brand"
      title={t('title', { workspace: invited.workspace })}
      description={t('about', { email: invited.email, role: roles(`${invited.role}.name`) })}
      below={signIn}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="name" label={auth('name')} required>
          <Input autoComplete="name" maxLength={80} />
        </FormField>
        <FormField form={form} name="password" label={auth('password')} hint={t('passwordHint')} required>
          <PasswordInput autoComplete="new-password" />
        </FormField>
        <SubmitButton form={form} wide>
          {t('submit')}
        </SubmitButton>
      </form>
    </AuthLayout>
  );
}
