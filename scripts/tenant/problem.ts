/** Something that the operator can mend; told in words, without a stack. */
export class Problem extends Error {}

/** What `check` tells. */
export interface Finding {
  /** Or a service that all of them share. */
  readonly tenant: string
  /** What is wrong, and how to mend it. */
  readonly problem: string
}
