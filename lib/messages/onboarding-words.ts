import type { OnboardingField } from '../schemas/dry-run.ts';

/** What a column of a table of people can hold. */
export const onboardingFieldNames: Record<OnboardingField, string> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
  phone: 'Phone',
  building: 'Building',
  place: 'Unit, bundle or doors',
  start: 'First day',
  end: 'Last day',
};
