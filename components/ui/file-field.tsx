import { useId } from 'react';
import { buttonStyle } from './button-style.ts';

type FileFieldProps = {
  label: string;
  /** As the `accept` of an input: endings and media types. */
  accept: string;
  onChoose: (file: File) => void;
};

/** A button that chooses a file. The browser's own box speaks the browser's language and keeps its own colours. */
export function FileField({ label, accept, onChoose }: FileFieldProps) {
  const id = useId();
  return (
    <span className="inline-flex">
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onChoose(file);
          // The same file, mended, can be chosen again.
          event.target.value = '';
        }}
        className="peer sr-only"
      />
      <label
        htmlFor={id}
        className={`${buttonStyle()} cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent`}
      >
        {label}
      </label>
    </span>
  );
}
