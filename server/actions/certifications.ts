'use server';

import {
  certificationSchema,
  decideRowsSchema,
  endMarkedSchema,
  signCertificationSchema,
  startCertificationSchema,
} from '#lib/schemas/certification';
import { action } from '../auth/action.ts';
import { addNames as add } from '../services/certifications/add-names.ts';
import { decideRows as decide } from '../services/certifications/decide-rows.ts';
import { discardCertification as discard } from '../services/certifications/discard-certification.ts';
import { endMarked as end } from '../services/certifications/end-marked.ts';
import { signCertification as sign } from '../services/certifications/sign-certification.ts';
import { startCertification as start } from '../services/certifications/start-certification.ts';

export const startCertification = action({
  name: 'startCertification',
  permission: 'certification.manage',
  input: startCertificationSchema,
  run: start,
});

export const addNames = action({
  name: 'addNames',
  permission: 'certification.manage',
  input: certificationSchema,
  run: add,
});

export const decideRows = action({
  name: 'decideRows',
  permission: 'certification.manage',
  input: decideRowsSchema,
  run: decide,
});

export const endMarked = action({
  name: 'endMarked',
  permission: 'access.revoke',
  isSensitive: true,
  input: endMarkedSchema,
  run: end,
});

export const discardCertification = action({
  name: 'discardCertification',
  permission: 'certification.manage',
  input: certificationSchema,
  run: discard,
});

export const signCertification = action({
  name: 'signCertification',
  permission: 'certification.manage',
  isSensitive: true,
  input: signCertificationSchema,
  run: sign,
});
