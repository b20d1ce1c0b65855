import { Resolver } from 'node:dns/promises';

/**
 * What the DNS says: the texts of a name's TXT records, none when the name or a record of that type does not exist, and
 * null when it could not be asked.
 */
export type TxtLookup = (name: string) => Promise<readonly string[] | null>;

/** Servers of the machine, or these (`address:port`); two tries of two seconds each. */
export function openTxtLookup({ servers }: { servers?: readonly string[] } = {}): TxtLookup {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers) resolver.setServers(servers);
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null;
    }
  };
}
