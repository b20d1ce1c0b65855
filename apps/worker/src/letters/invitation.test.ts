import { expect, test } from 'vitest';
import { writeInvitation } from './invitation.ts';

test('a name stays in its line and turns no other text around', () => {
  const { subject, text } = writeInvitation('kol_invited', {
    to: 'lin@huaxi.example',
    names: { brand: 'Huaxi\r\nBcc: all@x.example', campaign: 'Sale\u202e\u2066\u2028gnp' },
    link: 'https://portal.kolony.example/deals/dea_1',
  });
  expect(subject).toContain('Huaxi  Bcc: all@x.example invites you to “Sale   gnp”');
  expect(text).toContain('Huaxi  Bcc: all@x.example offers you a deal in its campaign “Sale   gnp”');
});
