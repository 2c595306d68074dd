// Plain JavaScript, since a thread of its own runs without the loaders that development and tests have.
import { parentPort, workerData } from 'node:worker_threads'
import Holidays from 'date-holidays'

const { country, years, locale } = workerData
const dayMs = 24 * 60 * 60 * 1000
const calendar = new Holidays(country)

/** A calendar's holiday begins at midnight, or in the evening before where it follows the sun: that evening is not meant. */
function spanOf({ date, start, end }) {
  const from = date.slice(0, 10)
  const days = Math.max(1, Math.floor((end - start) / dayMs + 0.2))
  return { from, to: new Date(Date.parse(from) + (days - 1) * dayMs).toISOString().slice(0, 10) }
}

/** A working day given for a holiday on a weekend is called like the holiday. */
function nameOf({ name, substitute }) {
  return substitute ? name.replace(/ \([^)]*\)$/, '') : name
}

const holidays = years
  .flatMap((year) => calendar.getHolidays(year, locale) || [])
  .filter(({ type }) => type === 'public')
  .map((holiday) => ({ name: nameOf(holiday), ...spanOf(holiday) }))

parentPort.postMessage(holidays)
