/** Something that the operator can mend; told in words, without a stack. */
export class Problem extends Error {}
