/** A calendar date of the business, `YYYY-MM-DD`. */
export type LocalDate = string & { readonly __brand: 'LocalDate' }
/** A calendar month of the business, `YYYY-MM`. */
export type LocalMonth = string & { readonly __brand: 'LocalMonth' }
/** A wall-clock time `HH:MM`, `00:00`–`24:00` (24:00 only closes). */
export type LocalTime = string & { readonly __brand: 'LocalTime' }
