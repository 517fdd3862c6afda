/** Wake-ups inside one process. They carry nothing but the stage's name; the rows in the store are the truth. Several loops of one stage may wait: one of them wakes. */

export type InProcessWakeUp<S extends string> = {
  /** True: the stage slept, and looks now; false: it is told when it comes back to wait. */
  readonly wake: (stage: S) => boolean;
  readonly wait: (stage: S, milliseconds: number) => Promise<void>;
  readonly stop: () => void;
};

export function inProcessWakeUp<S extends string>(): InProcessWakeUp<S> {
  const pending = new Set<S>();
  const sleepers = new Map<S, Set<() => void>>();
  let stopped = false;
  return {
    wake: (stage) => {
      const [sleeper] = sleepers.get(stage) ?? [];
      if (sleeper === undefined) pending.add(stage);
      else sleeper();
      return sleeper !== undefined;
    },
    wait: (stage, milliseconds) => {
      if (stopped || pending.delete(stage)) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          sleepers.get(stage)?.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        sleepers.set(stage, (sleepers.get(stage) ?? new Set()).add(done));
      });
    },
    stop: () => {
      stopped = true;
      for (const sleeper of [...sleepers.values()].flatMap((asleep) => [...asleep])) sleeper();
    },
  };
}
