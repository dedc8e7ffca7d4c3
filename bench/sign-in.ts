import { randomBytes } from 'node:crypto';
import { hashPassword } from '#server/auth/password';
import { signIn } from '#server/auth/sign-in';
import { createDb, type Db } from '#server/db/pool';
import { signInAttempt, staff } from '#server/db/schema/staff';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { median } from './load.ts';

