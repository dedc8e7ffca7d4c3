import { accountReasons } from './account-reasons.ts';
import { byCode } from './by-code.ts';
import { certificationReasons } from './certification-reasons.ts';
import { changeReasons } from './change-reasons.ts';
import { coreReasons } from './core-reasons.ts';
import { driftReasons } from './drift-reasons.ts';
import { dryRunReasons } from './dry-run-reasons.ts';
import { formReasons } from './form-reasons.ts';
import { importReasons } from './import-reasons.ts';
import { filled, inOneLine, type Message, type Told } from './message.ts';
import { operationReasons } from './operation-reasons.ts';
import { planReasons } from './plan-reasons.ts';
import { questionReasons } from './question-reasons.ts';
import { serviceReasons } from './service-reasons.ts';
import { staffReasons } from './staff-reasons.ts';
import { sweepReasons } from './sweep-reasons.ts';
import { unitReasons } from './unit-reasons.ts';
import { upstreamReasons } from './upstream-reasons.ts';
import { viewReasons } from './view-reasons.ts';

/** Every reason stands in one of these, and in one only. */
export const catalogues = [
  coreReasons,
  formReasons,
  changeReasons,
  operationReasons,
  dryRunReasons,
  planReasons,
  certificationReasons,
  questionReasons,
  accountReasons,
  staffReasons,
  unitReasons,
  importReasons,
  serviceReasons,
  driftReasons,
  sweepReasons,
  upstreamReasons,
  viewReasons,
];

const byReason = new Map(catalogues.flatMap((catalogue) => Object.entries(catalogue)));

/**
 * The sentence for a failure: by its reason where we know it, else by its code. Never empty, never upstream's raw text
 * alone.
 */
export function messageFor({ code, params }: Told): Message {
  const { reason } = params;
  const template = (reason === undefined ? undefined : byReason.get(reason)) ?? byCode[code];
  return filled(template, params);
}

/** The same in one line. */
export const sentenceFor = (failure: Told): string => inOneLine(messageFor(failure));

/** What became of one door of an operation, in one line; an unknown reason is quoted as OpenKit's own words. */
export const reasonSentence = (reason: string): string => sentenceFor({ code: 'refused', params: { reason } });
