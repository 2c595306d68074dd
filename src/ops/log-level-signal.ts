/**
 * SIGUSR2 makes the log of a running bot detailed, and the next one plain again: whoever looks for a fault need not end
 * what they want to see. (SIGUSR1 is Node's own: it opens the inspector.)
 */
export function switchLevelBySignal(logger: LevelledLog): void {
  const plain = logger.level
  const detailed = plain === 'debug' ? 'info' : 'debug'
  process.on('SIGUSR2', () => {
    logger.level = logger.level === plain ? detailed : plain
    logger.info({}, `The log level is ${logger.level} now`)
  })
}

interface LevelledLog {
  level: string
  info(fields: object, message: string): void
}
