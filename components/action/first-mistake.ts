/** Leads to the first mistake of a form once it is marked: on a phone it may stand far above the button. */
export function leadToFirstMistake(form: Element | null): void {
  requestAnimationFrame(() => {
    const first = form?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]:not(:empty)');
    if (first?.ariaInvalid) first.focus();
    else first?.scrollIntoView({ block: 'center' });
  });
}
