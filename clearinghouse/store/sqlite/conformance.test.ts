import test from 'ava';
import { testConformance } from '../conformance.ts';
import { openFreshKept } from './testing/fresh.ts';

testConformance(test, 'SQLite', openFreshKept);
