'use server';

import {
  adoptUnitsSchema,
  alignUnitSchema,
  archiveUnitSchema,
  saveUnitSchema,
  setBuildingRulesSchema,
} from '#lib/schemas/unit';
import { importUnitsSchema } from '#lib/schemas/unit-import';
import { action } from '../auth/action.ts';
import { adoptUnits as adopt } from '../services/units/adopt-units.ts';
import { alignUnit as align } from '../services/units/align-unit.ts';
import { setBuildingRules as setRules } from '../services/units/building-rules.ts';
import { importUnits as runImport } from '../services/units/import-units.ts';
import { archiveUnit as archive, saveUnit as save } from '../services/units/save-unit.ts';

export const saveUnit = action({ name: 'saveUnit', permission: 'unit.edit', input: saveUnitSchema, run: save });

export const archiveUnit = action({
  name: 'archiveUnit',
  permission: 'unit.edit',
  input: archiveUnitSchema,
  run: archive,
});

export const alignUnit = action({
  name: 'alignUnit',
  permission: 'unit.edit',
  isSensitive: true,
  input: alignUnitSchema,
  run: align,
});

export const adoptUnits = action({
  name: 'adoptUnits',
  permission: 'unit.edit',
  isSensitive: true,
  input: adoptUnitsSchema,
  run: adopt,
});

export const setBuildingRules = action({
  name: 'setBuildingRules',
  permission: 'unit.edit',
  input: setBuildingRulesSchema,
  run: setRules,
});

export const importUnits = action({
  name: 'importUnits',
  permission: 'unit.edit',
  input: importUnitsSchema,
  run: runImport,
});
