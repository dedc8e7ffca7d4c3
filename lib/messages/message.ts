import type { FailureParams } from '../errors.ts';

/** What happened, what it means for the person's work, what to do next. Plain text, ready for the screen. */
export type Message = { title: string; detail: string; next: string };

/** A message with gaps: its params are those of the `Failure`. */
export type Template = Message | ((params: FailureParams) => Message);

/** A param as text, or the stand-in when it is missing. */
export const say = (params: FailureParams, name: string, standIn: string): string => String(params[name] ?? standIn);
