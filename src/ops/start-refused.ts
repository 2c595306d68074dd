/** How the process ends (the codes of `sysexits.h`), so that whoever restarts it can tell a crash from a refusal. */
export const exitCodes = {
  stopped: 0,
  bug: 70,
  dependencyAway: 75,
  refused: 77,
  configuration: 78,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The program can't run as it was started, and repeating the same start won't help; the message tells people why. */
export class StartRefused extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.name = 'StartRefused'
    this.exitCode = exitCode
  }
}
