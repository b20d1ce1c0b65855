import { BrandStatementScreen } from '../../../features/statements/brand-statement-screen.tsx';

export default function Page() {
  return <BrandStatementScreen />;
}
