import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Own } from './store.ts';

/** Which side a scope acts for, and whose deals it may touch. */
export interface Side {
  by: 'brand' | 'kol';
  own: Own;
}

export function sideOf(scope: BrandScope | KolScope): Side {
  return 'brandId' in scope
    ? { by: 'brand', own: { brandId: scope.brandId } }
    : { by: 'kol', own: { kolId: scope.kolId } };
}
