import type { Failure, FailureParams } from '../errors.ts';

/** What of a failure picks its words. */
export type Told = Pick<Failure, 'code' | 'params'>;

/** What happened, what it means for the person's work, what to do next. Plain text, ready for the screen. */
export type Message = { title: string; detail: string; next: string };

/** Finds the words for a failure. */
export type Tell = (failure: Told) => Message;

/** A message with gaps: its params are those of the `Failure`. */
export type Template = Message | ((params: FailureParams) => Message);

/** A message without gaps. */
export const filled = (template: Template, params: FailureParams): Message =>
  typeof template === 'function' ? template(params) : template;

/** One line for beside a field or an operation's door: what happened and what to do. */
export const inOneLine = ({ title, next }: Message): string => `${title} ${next}`;

/** A param as text, or the stand-in when it is missing. */
export const say = (params: FailureParams, name: string, standIn: string): string => String(params[name] ?? standIn);
