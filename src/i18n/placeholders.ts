/**
 * The values an ICU message wants, read by the compiler from the message itself: `{name}` takes text or a number,
 * `{count, plural, …}` a number. A forgotten or misspelt value does not compile.
 */
export type Values<Message extends string> = {
  readonly [Found in Arguments<Message> as Found[0]]: Found[1]
}

type Arguments<Message extends string> = Walk<Message, '', never>

/** `Depth` tells where the walk is, innermost first: `a` inside an argument, `m` inside a message nested in one. */
type Walk<Text extends string, Depth extends string, Found> =
  NextBrace<Text> extends [infer Brace, infer Rest extends string]
    ? Brace extends '}'
      ? Walk<Rest, Depth extends `${'a' | 'm'}${infer Outer}` ? Outer : '', Found>
      : Depth extends `a${string}`
        ? Walk<Rest, `m${Depth}`, Found>
        : Walk<Rest, `a${Depth}`, Found | Argument<Rest>>
    : Found

type NextBrace<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Tail}`
    ? ['}', `${Tail}{${After}`]
    : ['{', After]
  : Text extends `${string}}${infer Tail}`
    ? ['}', Tail]
    : null

type Argument<Rest extends string> = Rest extends `${infer Inside}}${string}`
  ? Inside extends `${infer Name}, ${infer Kind},${string}`
    ? [Name, Kind extends 'plural' | 'selectordinal' ? number : string]
    : [Inside, string | number]
  : never
