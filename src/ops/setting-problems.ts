import type { SettingProblem } from '../domain/setting-types.ts'

/** Finishes a sentence that begins with the variable's name, for the operator. */
export function describeSettingProblem(problem: SettingProblem): string {
  switch (problem.reason) {
    case 'empty':
      return 'must not be empty'
    case 'too_long':
      return `must have ${problem.limit} characters at most`
    case 'not_whole_number':
      return 'must be a whole number (or several, with commas between them, where a list is wanted)'
    case 'too_small':
      return `must be ${problem.limit} or more`
    case 'too_large':
      return `must be ${problem.limit} or less`
    case 'too_many':
      return `must have ${problem.limit} values at most`
    case 'not_allowed':
      return `must be one of ${problem.allowed.join(', ')}`
    case 'not_a_time':
      return 'must be an hour or a time of day, e.g. 9 or 09:30'
    case 'not_a_time_zone':
      return 'must be the name of a time zone, e.g. Europe/Moscow'
    case 'not_a_currency':
      return 'must be the code of a currency, e.g. RUB'
    case 'not_a_country':
      return 'must be the code of a country, e.g. RU'
    case 'not_a_phone':
      return 'must be a phone number with the code of the country, e.g. +79161234567'
    case 'not_a_location':
      return 'must be latitude and longitude, e.g. 55.7558, 37.6173'
  }
}
