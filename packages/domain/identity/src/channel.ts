import { type Channel, Platform } from './schema.ts';

export function toChannel(row: Omit<Channel, 'platform'> & { platform: string }): Channel {
  const { id, platform, handle, url, followers, niche } = row;
  return { id, platform: Platform.parse(platform), handle, url, followers, niche };
}
