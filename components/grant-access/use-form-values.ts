import { type Control, useWatch } from 'react-hook-form';
import type { GrantForm } from './grant-form.ts';

/** Everything typed so far, whole. `form.watch` does not survive the React Compiler: it reads without being told. */
export const useFormValues = (control: Control<GrantForm>): GrantForm =>
  useWatch({ control, compute: (values: GrantForm) => values });
