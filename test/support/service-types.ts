/** The tenant's schema in every cloned database. */
export const templateSchema = 'salon'

/** How to ask for a database of which very much will be asked. */
export const direct = 'direct'

/** What the broker of the services is asked for, and what it answers. */
export interface Services {
  /** A database of one's own that holds one migrated tenant; connections see its schema first. */
  readonly clone: { readonly url: string }
  /** A database of one's own with nothing in it. */
  readonly empty: { readonly url: string }
  /** Drops the database of this URL; tells what its open connections did last. */
  readonly drop: { readonly left: readonly string[] }
  readonly redis: { readonly url: string }
  /** The file to run for the source of a program, which is named from the project's root. */
  readonly program: { readonly file: string }
}
