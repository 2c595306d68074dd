export interface ApiError {
  readonly error_code: number
  readonly description: string
  readonly parameters?: { readonly retry_after?: number }
}

/** What happens to a call: answered with an error, or never answered or cut off, with or without its effect. */
export type Fault =
  | { readonly kind: 'error'; readonly error: ApiError }
  | { readonly kind: 'hang' }
  | { readonly kind: 'hang after' }
  | { readonly kind: 'cut before' }
  | { readonly kind: 'cut after' }

export interface FaultScope {
  /** How many calls are struck; 1 unless told. */
  readonly times?: number
  /** Only calls for this chat. */
  readonly chatId?: number
}

interface Armed {
  readonly method: string
  readonly fault: Fault
  readonly chatId: number | undefined
  left: number
}

export interface ServerSwitch {
  readonly goAway: () => Promise<void>
  readonly comeBack: () => Promise<void>
  readonly repeatUpdates: (count: number) => void
}

/** Failures on demand. `*` stands for every method except getUpdates. */
export class Faults {
  /** Stops listening and breaks every connection. */
  readonly goAway: () => Promise<void>
  /** Listens again, at the same address. */
  readonly comeBack: () => Promise<void>

  readonly #server: ServerSwitch
  #armed: Armed[] = []

  constructor(server: ServerSwitch) {
    this.#server = server
    this.goAway = server.goAway
    this.comeBack = server.comeBack
  }

  /** The call has no effect and is answered with this error. */
  fails(method: string, error: ApiError, scope: FaultScope = {}): void {
    this.#arm(method, { kind: 'error', error }, scope)
  }

  /** The call has no effect and is not answered until the caller hangs up. */
  hangs(method: string, scope: FaultScope = {}): void {
    this.#arm(method, { kind: 'hang' }, scope)
  }

  /** The call has its effect, and is not answered until the caller hangs up. */
  hangsAfter(method: string, scope: FaultScope = {}): void {
    this.#arm(method, { kind: 'hang after' }, scope)
  }

  /** The connection breaks before the call has an effect. */
  cutsBefore(method: string, scope: FaultScope = {}): void {
    this.#arm(method, { kind: 'cut before' }, scope)
  }

  /** The call has its effect, and the connection breaks before the answer. */
  cutsAfter(method: string, scope: FaultScope = {}): void {
    this.#arm(method, { kind: 'cut after' }, scope)
  }

  /** Each of the next updates comes once more after it was confirmed. */
  deliversTwice(updates = 1): void {
    this.#server.repeatUpdates(updates)
  }

  /** Faults that struck nobody yet are forgotten. */
  clear(): void {
    this.#armed = []
  }

  /** For the server: the fault that strikes this call. */
  take(method: string, chatId: number | undefined): Fault | null {
    const armed = this.#armed.find(
      (candidate) =>
        (candidate.method === method || (candidate.method === '*' && method !== 'getUpdates')) &&
        (candidate.chatId === undefined || candidate.chatId === chatId),
    )
    if (armed === undefined) return null
    armed.left--
    if (armed.left <= 0) this.#armed = this.#armed.filter((candidate) => candidate !== armed)
    return armed.fault
  }

  #arm(method: string, fault: Fault, { times = 1, chatId }: FaultScope): void {
    this.#armed.push({ method, fault, chatId, left: times })
  }
}
