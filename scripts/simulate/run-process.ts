/** Plays the runs that its parent orders, until the parent is gone. */
import { playRun, type RunOrder } from './runs.ts';

process.on('message', (order) => {
  void playRun(order as RunOrder).then((result) => process.send?.(result));
});
// The parent hears it too, and lets this one finish what it plays.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
