import test from 'ava';
import { testConformance } from '../conformance.ts';
import { openFresh } from './testing/fresh.ts';

testConformance(test, 'SQLite', openFresh);
