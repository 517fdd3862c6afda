/** Plays the runs that its parent orders, until the parent is gone. */
import { playRun, type RunOrder } from './runs.ts';

process.on('message', (order) => {
  void playRun(order as RunOrder).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
