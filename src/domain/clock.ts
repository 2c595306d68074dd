/**
 * Time as the program sees it. Nothing else asks the machine for the time: `domain/` and `usecases/` get instants
 * passed in, SQL gets them as parameters.
 */
export interface Clock {
  now(): Date
  /** Runs `run` every `ms` milliseconds of real time; returns the stopper. Overlapping runs are the caller's care. */
  every(ms: number, run: () => void): () => void
  /** Runs `run` whenever the clock was moved by hand (demo, tests); returns the unsubscriber. */
  onJump(run: () => void): () => void
}
