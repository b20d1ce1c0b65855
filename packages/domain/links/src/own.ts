import type { BrandScope, KolScope } from '@kolony/identity/schema';

/** Whose links and codes: the column of the scope's own id. */
export function own(scope: BrandScope | KolScope): { brandId: string } | { kolId: string } {
  return 'brandId' in scope ? { brandId: scope.brandId } : { kolId: scope.kolId };
}
