import fc from 'fast-check';
import { TEST_SEED } from './test-seed.ts';

// Set up before every test file: properties are tried with the same values each time. What fails under another seed is printed with that seed.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: TEST_SEED });
