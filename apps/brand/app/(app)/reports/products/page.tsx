import { ProductsScreen } from '../../../../features/reports/products-screen.tsx';

export default function Page() {
  return <ProductsScreen />;
}
