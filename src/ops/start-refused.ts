/** How the process ends (the codes of `sysexits.h`), so that whoever restarts it can tell a crash from a refusal. */
export const exitCodes = {
  stopped: 0,
  bug: 70,
  dependencyAway: 75,
  refused: 77,
  configuration: 78,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/**
 * A schema of somebody else is a refusal, and one that somebody else has locked may come free; any other that can't be
 * migrated is a matter of configuration.
 */
export function codeOfRefusal(reason: 'not_owner' | 'rights_missing' | 'schema_newer' | 'locked'): ExitCode {
  if (reason === 'locked') return exitCodes.dependencyAway
  return reason === 'not_owner' ? exitCodes.refused : exitCodes.configuration
}

/** The program can't run as it was started, and repeating the same start won't help; the message tells people why. */
export class StartRefused extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.name = 'StartRefused'
    this.exitCode = exitCode
  }
}
