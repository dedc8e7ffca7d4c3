import { expect, test } from 'vitest';
import { addMissingPlatforms } from './fix-lock.mjs';

test('adds what the registry left out, for its own system, processor and C library only', () => {
  const lock = {
    packages: {
      '': { name: 'app' },
      'node_modules/tool': {
        version: '1.0.0',
        dev: true,
        optionalDependencies: { 'tool-linux-x64-musl': '1.0.0', '@tool/win32-arm64-msvc': '^1.2.0' },
      },
    },
  };
  expect(addMissingPlatforms(lock)).toEqual(['tool-linux-x64-musl@1.0.0', '@tool/win32-arm64-msvc@1.2.0']);
  expect(lock.packages).toMatchObject({
    'node_modules/tool-linux-x64-musl': {
      version: '1.0.0',
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
      optional: true,
      dev: true,
    },
    'node_modules/@tool/win32-arm64-msvc': { version: '1.2.0', os: ['win32'], cpu: ['arm64'], optional: true },
  });
  expect(addMissingPlatforms(lock)).toEqual([]);
});

test('finds an optional package beside its parent or in any folder above it', () => {
  const optionalDependencies = { near: '1.0.0', far: '1.0.0' };
  const lock = {
    packages: {
      'node_modules/a/node_modules/b': { version: '1.0.0', optionalDependencies },
      'node_modules/a/node_modules/near': { version: '1.0.0' },
      'node_modules/far': { version: '1.0.0' },
    },
  };
  expect(addMissingPlatforms(lock)).toEqual([]);
});
