import type { UseCaseContext } from '../../src/context.ts'
import type { Permission } from '../../src/domain/roles.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import type { Stock } from './stock.ts'

/** What is known of one use case: who may do it, and how to try it. Files in `test/usecases/permissions/` list them. */
export interface UseCaseRow {
  readonly name: string
  readonly who: Who
  readonly input: (stock: Stock) => unknown
  /** Does it in the stock salon; each try is taken back. */
  readonly attempt: (ctx: UseCaseContext, actor: Actor, input: unknown) => Promise<unknown>
  readonly given?: (stock: Stock) => Promise<unknown>
  readonly shows?: (result: unknown, stock: Stock) => boolean
  readonly unaudited?: string
}

/**
 * A permission of `domain/roles.ts`; `works_here`: everybody who does, since what it makes is their own; `client`: only the
 * client whose it is; `anyone`: everybody, about themselves or about what is public; `system`: nobody, the program itself.
 */
export type Who = Permission | 'works_here' | 'client' | 'anyone' | 'system'

interface Rule<Input, Result> {
  readonly who: Exclude<Who, 'system'>
  /** The things of `stock.specialist` or `stock.client`, so that the others are seen to be refused. */
  readonly input?: (stock: Stock) => Input | Promise<Input>
  /** What must be there before, by SQL or other use cases on `stock.ctx`. */
  readonly given?: (stock: Stock) => Promise<unknown>
  /** For a list, which is narrower for some instead of refused: whether it shows what is `stock.specialist`'s. */
  readonly shows?: (result: Result, stock: Stock) => boolean
  /** Why what it writes needs no entry in the audit log. */
  readonly unaudited?: string
}

/** A use case that somebody asks for. */
export function useCase<Input, Result>(
  run: (ctx: UseCaseContext, actor: Actor, input: Input) => Promise<Result>,
  { input, shows, ...rule }: Rule<Input, Result>,
): UseCaseRow {
  return {
    ...rule,
    name: run.name,
    input: (stock) => input?.(stock),
    attempt: (ctx, actor, given) => run(ctx, actor, given as Input),
    ...(shows && { shows: (result: unknown, stock: Stock) => shows(result as Result, stock) }),
  }
}

/** What the program does by itself; `attempt` must make it write, if it ever does. */
export function bySystem(
  run: { readonly name: string },
  attempt: (ctx: UseCaseContext, stock: Stock) => Promise<unknown>,
  rule: Pick<UseCaseRow, 'given' | 'unaudited'> = {},
): UseCaseRow {
  return {
    ...rule,
    name: run.name,
    who: 'system',
    input: (stock) => stock,
    attempt: (ctx, _actor, stock) => attempt(ctx, stock as Stock),
  }
}
