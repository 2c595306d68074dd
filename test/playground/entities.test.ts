import { describe, expect, test } from '@jest/globals'
import { parseHtml, trimmed, withDetected } from '../../playground/entities.ts'

describe('HTML', () => {
  test.each([
    [
      '<b>a</b><strong>b</strong>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'bold', offset: 1, length: 1 },
      ],
    ],
    [
      '<i>a</i> <em>b</em>',
      'a b',
      [
        { type: 'italic', offset: 0, length: 1 },
        { type: 'italic', offset: 2, length: 1 },
      ],
    ],
    [
      '<u>a</u><ins>b</ins>',
      'ab',
      [
        { type: 'underline', offset: 0, length: 1 },
        { type: 'underline', offset: 1, length: 1 },
      ],
    ],
    ['<s>a</s>', 'a', [{ type: 'strikethrough', offset: 0, length: 1 }]],
    ['<tg-spoiler>a</tg-spoiler>', 'a', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['<span class="tg-spoiler">a</span>', 'a', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['<code>a</code>', 'a', [{ type: 'code', offset: 0, length: 1 }]],
    ['<pre>a</pre>', 'a', [{ type: 'pre', offset: 0, length: 1 }]],
    [
      '<pre><code class="language-sql">a</code></pre>',
      'a',
      [{ type: 'pre', offset: 0, length: 1, language: 'sql' }],
    ],
    ['<blockquote>a</blockquote>', 'a', [{ type: 'blockquote', offset: 0, length: 1 }]],
    ['<blockquote expandable>a</blockquote>', 'a', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    [
      '<a href="https://x.example/?a=1&amp;b=2">a</a>',
      'a',
      [{ type: 'text_link', offset: 0, length: 1, url: 'https://x.example/?a=1&b=2' }],
    ],
    [
      '<a href="tg://user?id=5">a</a>',
      'a',
      [{ type: 'text_link', offset: 0, length: 1, url: 'tg://user?id=5' }],
    ],
    ['<a href="nonsense">a</a>', 'a', []],
    ['<B>a</b >', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    ['<b></b>a', 'a', []],
    [
      '<b><i>a</i>b</b>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 0, length: 1 },
      ],
    ],
    [
      '<b>a<i>b</i></b>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    ['💇 <b>Стрижка</b>', '💇 Стрижка', [{ type: 'bold', offset: 3, length: 7 }]],
  ])('%s', (html, text, entities) => {
    expect(parseHtml(html)).toEqual({ text, entities })
  })

  test('references are decoded, unknown ones stay', () => {
    expect(parseHtml('&lt;&gt;&amp;&quot;&#1046;&#x416;&nbsp;&laquo; a & b &#12345678;').text).toBe(
      '<>&"ЖЖ&nbsp;&laquo; a & b &#12345678;',
    )
  })

  test.each([
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<br>', 'Unsupported start tag "br" at byte offset 0'],
    ['💇<i   =a>', 'Empty attribute name in the tag "i" at byte offset 4'],
    ['💇<i  a  =  ', 'Unclosed start tag "i" at byte offset 4'],
    ['💇<a href="https://x', 'Unclosed start tag at byte offset 4'],
    ['<a href=https://x.example>a</a>', 'Unexpected end of name token at byte offset 8'],
    ['<span class="big">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<i>a</i ', 'Unclosed end tag at byte offset 4'],
    ['<b></b></b>', 'Unexpected end tag at byte offset 7'],
    ['<i>a', 'Can\'t find end tag corresponding to start tag "i"'],
  ])('%s is refused', (html, why) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${why}`)
  })
})

describe('plain text', () => {
  test('blanks at both ends are cut off, and entities move', () => {
    const bold = (offset: number, length: number) => ({ type: 'bold' as const, offset, length })
    expect(trimmed({ text: '\n  ab \n', entities: [bold(3, 3)] })).toEqual({
      text: 'ab',
      entities: [bold(0, 2)],
    })
    expect(trimmed({ text: '  ', entities: [] })).toEqual({ text: '', entities: [] })
  })

  test.each([
    ['/start', [['bot_command', '/start']]],
    ['/book@salon_bot now', [['bot_command', '/book@salon_bot']]],
    ['either/or 1/2', []],
    ['see https://x.example/a?b=1.', [['url', 'https://x.example/a?b=1']]],
    ['ann@mail.example', [['email', 'ann@mail.example']]],
    ['ask @ann_b', [['mention', '@ann_b']]],
    ['call +4930123456', [['phone_number', '+4930123456']]],
    ['call +7 495 123 45 67.', [['phone_number', '+7 495 123 45 67']]],
    ['#стрижка2', [['hashtag', '#стрижка2']]],
  ])('%s', (text, expected) => {
    const { entities } = withDetected({ text, entities: [] })
    expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual(
      expected,
    )
  })

  test('nothing is looked for inside of explicit entities', () => {
    const link = { type: 'text_link' as const, offset: 0, length: 6, url: 'https://x.example' }
    expect(withDetected({ text: '/start', entities: [link] }).entities).toEqual([link])
  })
})
