// First of all, since to load the rest takes a second or more: a signal that nobody listens to ends the process.
process.on('SIGUSR2', () => undefined)

const { runProgram } = await import('./program.ts')
await runProgram()
