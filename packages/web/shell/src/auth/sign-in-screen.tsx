'use client';
import type { SignIn } from '@kolony/identity/schema';
import { Input, Link, PasswordInput } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { FormError, FormField, SubmitButton } from '../forms/form-parts.tsx';
import { useForm } from '../forms/use-form.ts';
import { AuthLayout } from './auth-layout.tsx';

const schema = () => import('@kolony/identity/schema').then((door) => door.SignIn);

/** `signIn` is the app's mutation; `onDone` usually goes where the person wanted to be. */
export function SignInScreen({
  app,
  signIn,
  onDone,
  signUpHref = '/sign-up',
}: {
  app: 'brand' | 'portal';
  signIn: (credentials: SignIn) => Promise<unknown>;
  onDone: () => void;
  signUpHref?: string;
}) {
  const t = useTranslations('auth');
  const form = useForm({ schema, submit: signIn, onDone });
  return (
    <AuthLayout
      app={app}
      title={t('signIn.title')}
      description={t(`${app}.signIn`)}
      below={t.rich('signIn.toSignUp', { link: (text) => <Link href={signUpHref}>{text}</Link> })}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="email" label={t('email')} required>
          <Input
            type="email"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        </FormField>
        <FormField form={form} name="password" label={t('password')} required>
          <PasswordInput autoComplete="current-password" />
        </FormField>
        <SubmitButton form={form} wide>
          {t('signIn.submit')}
        </SubmitButton>
      </form>
    </AuthLayout>
  );
}
