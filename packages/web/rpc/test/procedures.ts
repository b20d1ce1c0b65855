import { Permission } from '@kolony/identity/schema';
import { z } from 'zod';
import { brandRouter } from '../src/brand/router.ts';
import { portalRouter } from '../src/portal/router.ts';

/** What a router says of itself at run time: every procedure by its path, none left out. */
const Procedure = z.object({
  _def: z.object({
    type: z.enum(['query', 'mutation', 'subscription']),
    meta: z.object({ may: z.union([z.enum(['anyone', 'signed_in', 'kol', 'agency']), Permission]) }),
    inputs: z.array(z.custom<z.ZodType>((parser) => parser instanceof z.ZodType)),
    output: z.custom<z.ZodType>((parser) => parser instanceof z.ZodType),
  }),
});

export interface Walked {
  app: 'brand' | 'portal';
  path: string;
  type: 'query' | 'mutation' | 'subscription';
  may: 'anyone' | 'signed_in' | 'kol' | 'agency' | Permission;
  inputs: z.ZodType[];
}

function walk(app: Walked['app'], procedures: object): Walked[] {
  return Object.entries(procedures).map(([path, procedure]) => {
    // A tRPC procedure is a function that carries its definition.
    const { _def } = Procedure.parse(
      { _def: procedure._def },
      { error: () => `${app} ${path} lacks meta.may, an input or an output` },
    );
    return { app, path, type: _def.type, may: _def.meta.may, inputs: _def.inputs };
  });
}

export const procedures = (): Walked[] => [
  ...walk('brand', brandRouter._def.procedures),
  ...walk('portal', portalRouter._def.procedures),
];
