import { CustomersScreen } from '../../../../features/reports/customers-screen.tsx';

export default function Page() {
  return <CustomersScreen />;
}
