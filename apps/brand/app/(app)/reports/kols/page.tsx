import { KolsScreen } from '../../../../features/reports/kols-screen.tsx';

export default function Page() {
  return <KolsScreen />;
}
