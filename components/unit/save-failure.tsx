import type { Failure } from '#lib/errors';
import { FormFailure } from '@/components/ui/form-failure';

type Props = {
  failure: Failure;
  /** What was to be changed, and its page. */
  name: string;
  href: string;
};

/** What went wrong with the form as a whole. Where somebody else changed the same, the way to how it is now. */
export const SaveFailure = ({ failure, name, href }: Props) => (
  <div className="grid gap-2">
    <FormFailure failure={failure} />
    {failure.params.version !== undefined && (
      <a href={href} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
        Open <bdi>{name}</bdi> as it is now in a new tab
      </a>
    )}
  </div>
);
