import fc from 'fast-check';
import { TEST_SEED } from './test-seed.ts';

// Runs before every test file: property tests use the same values each time. A failure under another seed is printed with that seed.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: TEST_SEED });
