import fc from 'fast-check'

/** Each run tries the same cases, so that a failure tells of the change and not of chance; another seed tries others. */
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_127)

fc.configureGlobal({ seed })

export default fc
