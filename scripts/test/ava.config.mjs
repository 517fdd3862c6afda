/**
 * ava's settings for `npm test`: those of package.json, the longest files first, and at the end the titles of the
 * tests that were still running, as TAP remarks, so that a suite that had to be stopped says where it hung.
 */
import { readFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { longestFirst } from './order.ts';
import { ownTitle } from './together.ts';

const { ava } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const running = new Map();
/** Which files share a thread, from the runner. */
const threads = JSON.parse(process.env.KAKITOME_TEST_THREADS ?? '{}');
delete process.env.KAKITOME_TEST_THREADS;

process.on('exit', () => {
  for (const [title, file] of running.values()) writeSync(1, `# still running: ${title.startsWith('[') ? ownTitle(title) : `${file} › ${title}`}\n`);
});

export default ({ projectDir }) => ({
  ...ava,
  // Servers under test are waited for a good part of the time: one file more than there are cores keeps them busy.
  concurrency: ava.concurrency + 1,
  require: [[fileURLToPath(new URL('thread.ts', import.meta.url)), projectDir, threads]],
  sortTestFiles: longestFirst(projectDir, threads),
  nonSemVerExperiments: { observeRunsFromConfig: true },
  async observeRun({ events }) {
    for await (const event of events) {
      const key = `${event.testFile}\n${event.title}`;
      if (event.type === 'selected-test' && !event.skip && !event.todo) {
        running.set(key, [event.title, event.testFile.slice(projectDir.length + 1)]);
      } else if (event.type === 'test-passed' || event.type === 'test-failed') {
        running.delete(key);
      } else if (event.type === 'end') {
        running.clear();
      }
    }
  },
});
