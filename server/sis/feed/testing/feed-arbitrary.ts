import fc from 'fast-check'

const space = fc.constantFrom('', '', ' ', '\n', '\r\n\t', '\n    ')
const aside = fc.constantFrom(
  '<!-- a </user> <user> & -->',
  '<!---->',
  '<?note </user> <user> ?>',
  '<!-- <!DOCTYPE x> -->',
)
const text = fc.constantFrom(
  'Emily',
  'José Müller',
  '図書館',
  '𝔘ser 😀',
  '&lt;user&gt; &amp; &#x20AC;&#233;',
  '<![CDATA[</user><user>]]>',
  '<![CDATA[ ]] > ]]>',
  'a > b',
  '&lt;/user>',
)
const attribute = fc.constantFrom('', '', ' preferred="true"', " desc='a > b'", ' desc="&lt;/user>"')
const name = fc.constantFrom(
  'primary_id',
  'user_group',
  'users',
  'user_identifiers',
  'user-x',
  'user.y',
  'useré',
  'u',
)

const { element } = fc.letrec<{ element: string; content: string }>(tie => ({
  content: fc
    .array(fc.oneof({ maxDepth: 3 }, text, space, aside, tie('element')), { maxLength: 4 })
    .map(parts => parts.join('')),
  element: fc
    .tuple(name, attribute, space, tie('content'), fc.constantFrom('', '', ' ', '\n'), fc.boolean())
    .map(([tag, attributes, gap, content, end, isEmpty]) =>
      isEmpty ? `<${tag}${attributes}${gap}/>` : `<${tag}${attributes}${gap}>${content}</${tag}${end}>`,
    ),
}))

/** A `<user>` of a deeper level, which is part of the record as long as the record is balanced. */
const nested = element.map(content => `<proxies><user>${content}</user><user/></proxies>`)

const user = fc
  .tuple(
    attribute,
    fc.constantFrom('', '', ' ', '\n'),
    fc.array(fc.oneof({ arbitrary: element, weight: 9 }, aside, text, nested), { maxLength: 6 }),
    fc.constantFrom('', '', ' ', '\n\t'),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([attributes, gap, parts, end, kind]) =>
    kind === 0 ? `<user${attributes}${gap}/>` : `<user${attributes}${gap}>${parts.join('')}</user${end}>`,
  )

/** A well-formed feed: any root, records, and between them what may stand there. */
export const wellFormedFeed: fc.Arbitrary<string> = fc
  .record({
    mark: fc.constantFrom('', '\uFEFF'),
    declaration: fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>\n'),
    before: fc.oneof(space, aside),
    root: fc.constantFrom('users', 'userRecords', 'x:people', 'Ü'),
    rootAttributes: fc.constantFrom('', ' total_record_count="3"', ' a="x > y"', " b='&lt;'"),
    content: fc.array(fc.oneof({ arbitrary: user, weight: 5 }, space, aside), { maxLength: 8 }),
    after: fc.oneof(space, aside),
  })
  .map(
    feed =>
      `${feed.mark}${feed.declaration}${feed.before}<${feed.root}${feed.rootAttributes}>` +
      `${feed.content.join('')}</${feed.root}>${feed.after}`,
  )

/** Anything made of the pieces that matter to the splitter, mostly not well-formed. */
export const brokenFeed: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom('<user>', '</user>', '<a>', '</a>', 'text', '\n', '<user/>'), weight: 12 },
      { arbitrary: user, weight: 4 },
      { arbitrary: fc.constantFrom('<user a="', '"', "'", '>', '<', '/', '</user ', '<user '), weight: 4 },
      { arbitrary: fc.constantFrom('<users>', '</users>', '</users ', '<user_group>', '</'), weight: 4 },
      { arbitrary: fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!', '<!x>'), weight: 4 },
      { arbitrary: fc.constantFrom('\uFEFF', 'é', ' '.repeat(300), '<!DOCTYPE x>', '<!ENTITY'), weight: 1 },
    ),
    { maxLength: 40 },
  )
  .map(parts => `<users>${parts.join('')}`)

/** Chunk sizes; many ones, so that every boundary is met. */
export const chunkSizes: fc.Arbitrary<number[]> = fc.oneof(
  fc.constantFrom<number[]>([1]),
  fc.array(fc.oneof(fc.constantFrom(1, 2, 3, 7), fc.integer({ min: 1, max: 400 })), {
    minLength: 1,
    maxLength: 20,
  }),
)
