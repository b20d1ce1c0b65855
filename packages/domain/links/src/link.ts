import { randomInt } from 'node:crypto';
import type { Deps, Prisma } from '@kolony/db';
import type { Link } from './schema.ts';

/** Links are shown with the tracker's public address. */
export type LinkDeps = Deps & { trackerUrl: string };

/** Without 0/o, 1/l/i and vowels: readable aloud, and no words by accident. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxyz';
const LENGTH = 7; // 28^7 ≈ 13.5 billion

export function newSlug(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

export function toLink(row: Prisma.LinkGetPayload<object>, trackerUrl: string): Link {
  const { id, dealId, campaignId, kolId, slug, label, destination, createdAt } = row;
  return { id, dealId, campaignId, kolId, slug, url: `${trackerUrl}/${slug}`, label, destination, state: row.state === 'active' ? 'active' : 'paused', createdAt };
}
