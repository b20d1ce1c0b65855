import { toDecimal } from '@kolony/kernel';
import { isIban } from '../iban.ts';
import type { BankAccount } from '../schema.ts';
import { bankText, escapeXml } from './text.ts';
import { type Order, shortId, type Transfer } from './transfer.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/**
 * ISO 20022 CustomerCreditTransferInitiation (pain.001.001.09): one payment information with all transfers, the control
 * sum and count at both levels. The message's id is the batch's, always: a bank that has it refuses it a second time.
 */
export function pain001(order: Order): string {
  const { batchId, currency, transfers } = order;
  const total = transfers.reduce((sum, transfer) => sum + transfer.amount, 0);
  const sepa = currency === 'EUR' && transfers.every(({ account }) => isIban(account.number));
  const text = (value: string, max = 140) => bankText(value, { max, keepScripts: currency !== 'EUR' });
  const sums = [leaf('NbOfTxs', String(transfers.length)), leaf('CtrlSum', toDecimal(total, currency))];
  const document = node('CstmrCdtTrfInitn', [
    node('GrpHdr', [
      leaf('MsgId', shortId(batchId)),
      leaf('CreDtTm', order.createdAt.toISOString()),
      ...sums,
      node('InitgPty', [leaf('Nm', named(text(order.brand)))]),
    ]),
    node('PmtInf', [
      leaf('PmtInfId', shortId(batchId)),
      leaf('PmtMtd', 'TRF'),
      ...sums,
      ...(sepa ? [node('PmtTpInf', [node('SvcLvl', [leaf('Cd', 'SEPA')])])] : []),
      node('ReqdExctnDt', [leaf('Dt', order.executeOn)]),
      node('Dbtr', [leaf('Nm', named(text(order.payFrom?.holder ?? order.brand)))]),
      node('DbtrAcct', [accountId(order.payFrom)]),
      node('DbtrAgt', [bank(order.payFrom, text)]),
      leaf('ChrgBr', sepa ? 'SLEV' : 'SHAR'),
      ...transfers.map((transfer) => creditor(transfer, { order, text })),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}">${document}</Document>\n`;
}

type Text = (value: string, max?: number) => string;

function creditor(transfer: Transfer, { order, text }: { order: Order; text: Text }): string {
  const { payoutId, amount, account, payee } = transfer;
  const money = toDecimal(amount, order.currency);
  return node('CdtTrfTxInf', [
    node('PmtId', [leaf('EndToEndId', shortId(payoutId))]),
    node('Amt', [`<InstdAmt Ccy="${order.currency}">${money}</InstdAmt>`]),
    ...(account.bic || account.bankName ? [node('CdtrAgt', [bank(account, text)])] : []),
    node('Cdtr', [
      leaf('Nm', named(text(account.holder), text(payee))),
      node('PstlAdr', [leaf('Ctry', account.country)]),
    ]),
    node('CdtrAcct', [accountId(account)]),
    node('RmtInf', [leaf('Ustrd', text(`${order.brand} ${shortId(payoutId)}`))]),
  ]);
}

/** A name of nothing but full stops names nobody. */
function named(...candidates: string[]): string {
  return candidates.find((name) => /[\p{L}\p{N}]/u.test(name)) ?? 'NOTPROVIDED';
}

/** `NOTPROVIDED` is how a mandatory part is left to the bank, which knows whose channel the file came by. */
function accountId(account: BankAccount | null): string {
  if (account && isIban(account.number)) return node('Id', [leaf('IBAN', account.number)]);
  return node('Id', [node('Othr', [leaf('Id', account?.number ?? 'NOTPROVIDED')])]);
}

function bank(account: BankAccount | null, text: Text): string {
  if (account?.bic) return node('FinInstnId', [leaf('BICFI', account.bic)]);
  const name = account ? text(account.bankName) : '';
  if (account && /[\p{L}\p{N}]/u.test(name))
    return node('FinInstnId', [leaf('Nm', name), node('PstlAdr', [leaf('Ctry', account.country)])]);
  return node('FinInstnId', [node('Othr', [leaf('Id', 'NOTPROVIDED')])]);
}

const node = (name: string, children: readonly string[]) => `<${name}>${children.join('')}</${name}>`;
const leaf = (name: string, value: string) => `<${name}>${escapeXml(value)}</${name}>`;
