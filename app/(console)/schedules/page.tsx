import { redirect } from 'next/navigation';

export default function SchedulesPage() {
  redirect('/schedules/who');
}
