import { expect, test } from 'vitest';
import { covers, may, permissions, roles } from './permissions.ts';

test('an owner may everything, and nobody but owners the settings', () => {
  expect(permissions.filter((permission) => !may('owner', permission))).toEqual([]);
  expect(roles.filter((role) => may(role, 'setting.manage'))).toEqual(['owner']);
});

test('nobody gives away more than they hold', () => {
  expect(roles.filter((role) => covers('owner', role))).toEqual(roles);
  expect(roles.filter((role) => covers('portfolio_manager', role))).toEqual(roles.slice(1));
  expect(covers('building_manager', 'portfolio_manager')).toBe(false);
  expect(covers('leasing_agent', 'auditor')).toBe(false);
  expect(covers('auditor', 'leasing_agent')).toBe(false);
});
