import type { Metadata } from 'next';
import { pageSession } from '#server/auth/page-session';
import { PageHeader } from '@/components/ui/page-header';
import { OnboardingForm } from './_components/onboarding-form.tsx';

export const metadata: Metadata = { title: 'Give access to many' };

export default async function OnboardingPage() {
  await pageSession('access.grant');
  return (
    <>
      <PageHeader
        title="Give access to many"
        facts="From a table with one person per line. You see what would be sent before anything is."
      />
      <OnboardingForm />
    </>
  );
}
