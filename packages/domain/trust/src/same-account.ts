import { createHash } from 'node:crypto';

/**
 * Whether a shop's customer id is an e-mail address that is known, as it stands or as its SHA-256 (which is how shops
 * name customers that they do not want to name). Case, a `+tag` and, at Gmail, dots make no other person.
 */
export function isSameAccount(customerId: string, email: string): boolean {
  const said = customerId.trim().toLowerCase();
  if (said.includes('@')) return plain(said) === plain(email);
  return said === sha256(email.trim().toLowerCase()) || said === sha256(plain(email));
}

function plain(address: string): string {
  const [name = '', host = ''] = address.trim().toLowerCase().split('@');
  const [mailbox = ''] = name.split('+');
  const google = host === 'gmail.com' || host === 'googlemail.com';
  return google ? `${mailbox.replaceAll('.', '')}@gmail.com` : `${mailbox}@${host}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
