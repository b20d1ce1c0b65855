import { SpendScreen } from '../../../../features/reports/spend-screen.tsx';

export default function Page() {
  return <SpendScreen />;
}
