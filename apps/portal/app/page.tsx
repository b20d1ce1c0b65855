import { redirect } from 'next/navigation';
import { HOME, whoAmI } from '../trpc.server.ts';

export default async function Home() {
  redirect(HOME[(await whoAmI()).as]);
}
