import { describe, expect, test } from 'vitest'
import { pushChunk, startSplit } from './split-records.ts'
import { problemsOf, recordsOf, type SplitEvent, splitText } from './testing/split-text.ts'

/** Splits whole and byte by byte; both must agree before either is looked at. */
function split(document: string | Buffer, maxRecordBytes = 1000): SplitEvent[] {
  const whole = splitText(document, { maxRecordBytes })
  expect(splitText(document, { sizes: [1], maxRecordBytes })).toEqual(whole)
  return whole
}

function parameters(events: SplitEvent[]) {
  return events.flatMap(event => ('record' in event ? [] : [event.parameters]))
}

describe('records', () => {
  test.each([
    '<users>',
    '<userRecords>',
    '<x:users xmlns:x="urn:x" total_record_count="2">',
    "<r a='> &lt;'>",
  ])('any root holds them: %s', root => {
    const name = /^<([^\s>]+)/.exec(root)![1]
    const events = split(`${root}<user>1</user>\n<user a="b">2</user></${name}>`)
    expect(events).toEqual([
      { record: '<user>1</user>', line: 1 },
      { record: '<user a="b">2</user>', line: 2 },
    ])
  })

  test('end at </user> alone, not at elements whose names begin with user', () => {
    const record =
      '<user><user_group>1</user_group><users><userx/></users><user-a></user-a><user.b/><user:c></user:c></user>'
    expect(split(`<users>${record}</users>`)).toEqual([{ record, line: 1 }])
  })

  test('keep their bytes exactly, white space and line ends included', () => {
    const record = '<user\r\n a = "x > y" >\r\n\t<a>é 図 😀</a>\n</user \n>'
    expect(recordsOf(split(`<users>\n${record}</users>`))).toEqual([record])
  })

  test('may be empty tags', () => {
    expect(recordsOf(split('<users><user/><user a="/" /><user></user></users>'))).toEqual([
      '<user/>',
      '<user a="/" />',
      '<user></user>',
    ])
  })

  test('carry the line on which they begin', () => {
    const events = split(
      '<users>\n<!-- \n -->\n  <user>\n<![CDATA[\n\n]]></user>\n\n<user\n/><user/></users>',
    )
    expect(events.map(event => event.line)).toEqual([4, 9, 10])
  })

  test('may hold end tags in CDATA, comments and processing instructions', () => {
    const record = '<user><a><![CDATA[</user><user>]]></a><!-- </user> <user> --><?x </user> <user> ?></user>'
    expect(split(`<users>${record}${record}</users>`)).toEqual([
      { record, line: 1 },
      { record, line: 1 },
    ])
  })

  test('may hold a user at a deeper level, with comments and CDATA, if they are balanced', () => {
    const record =
      '<user><proxies><user a=">"><!-- </user> --></user><?x </user>?><user/></proxies><b><![CDATA[</b>]]></b></user >'
    expect(recordsOf(split(`<users>${record}<user/></users>`))).toEqual([record, '<user/>'])
  })

  test('a document that is one user is a feed of one', () => {
    const document = '<?xml version="1.0"?>\n<user>\n</user>\n<!-- end -->\n'
    expect(split(document)).toEqual([{ record: '<user>\n</user>', line: 2 }])
    expect(split('<user/>')).toEqual([{ record: '<user/>', line: 1 }])
  })

  test('between them and around the root, comments and processing instructions may stand', () => {
    const document =
      '\uFEFF<?xml version="1.0" encoding=\'utf-8\'?><?a <user>?><!-- <user> --><users><!-- <user> --><user/><?b </users>?></users>\n<!-- x --><?c?>\n'
    expect(split(document)).toEqual([{ record: '<user/>', line: 1 }])
    expect(split('<users/>')).toEqual([])
  })
})

describe('a broken record is rejected alone', () => {
  test('without its end tag, at the next user', () => {
    const events = split(
      '<users>\n<user>\n<a>1</a>\n<user>2</user>\n<user>3<user a="b">4</user><user/>\n</users>',
    )
    expect(recordsOf(events)).toEqual(['<user>2</user>', '<user a="b">4</user>', '<user/>'])
    expect(problemsOf(events)).toEqual(['record_unclosed@2#', 'record_unclosed@5#'])
  })

  test('broken off within an inner element, at the next user', () => {
    const events = split(`<users><user><a><b>${'<user><c/></user>'.repeat(3)}</users>`)
    expect(recordsOf(events)).toEqual(Array(3).fill('<user><c/></user>'))
    expect(problemsOf(events)).toEqual(['record_unclosed@1#'])
  })

  test('whose next user stands directly in it, even if the tags would balance', () => {
    const events = split('<users><user>1<user>2</user></user><user/></users>')
    expect(recordsOf(events)).toEqual(['<user>2</user>', '<user/>'])
    expect(problemsOf(events)).toEqual(['record_unclosed@1#', 'xml_unexpected_content@1'])
  })

  test('whose tags cross around an inner user', () => {
    const events = split('<users><user><a><user>1</user></b></user><user/></users>')
    expect(recordsOf(events)).toEqual(['<user>1</user>', '<user/>'])
    expect(problemsOf(events)[0]).toBe('record_unclosed@1#')
  })

  test('and the search for its balance is bounded in length, depth and number', () => {
    const long = `<users><user><a>${'<user><c/></user>'.repeat(100)}</a></user><user/></users>`
    expect(problemsOf(split(long))[0]).toBe('record_unclosed@1#')
    const deep = `<users>${'<user><a>'.repeat(12)}${'</a></user>'.repeat(12)}</users>`
    expect(recordsOf(split(deep))).toEqual([`${'<user><a>'.repeat(10)}${'</a></user>'.repeat(10)}`])
    const many = `<users><user><a><user/>${'<b/>'.repeat(5000)}</a></user></users>`
    expect(recordsOf(splitText(many))).toEqual(['<user/>'])
  })

  test('as the last one too', () => {
    const events = split('<users><user/>\n<user><users>2</users >\n</users >\n')
    expect(recordsOf(events)).toEqual(['<user/>'])
    expect(problemsOf(events)).toEqual(['record_unclosed@2#'])
  })

  test('above the size limit, and the next one is read', () => {
    const exact = `<user>${'x'.repeat(87)}</user>`
    const events = split(`<users>${exact}<user>${'é'.repeat(44)}</user>\n<user/></users>`, 100)
    expect(recordsOf(events)).toEqual([exact, '<user/>'])
    expect(problemsOf(events)).toEqual(['record_too_large@1#'])
    expect(parameters(events)).toEqual([{ maxBytes: 100 }])
  })

  test('above the size limit, even when CDATA in it looks like records', () => {
    const cdata = `<![CDATA[${'</user><user>1</user>'.repeat(9)}]]>`
    expect(recordsOf(split(`<users><user>${cdata}</user><user/></users>`, 100))).toEqual(['<user/>'])
  })

  test('above the size limit and unclosed, at the next user or the end', () => {
    const events = split(
      `<users><user>${'x'.repeat(300)}<user>1</user>\n<user>${'x'.repeat(300)}</users>`,
      100,
    )
    expect(recordsOf(events)).toEqual(['<user>1</user>'])
    expect(problemsOf(events)).toEqual(['record_too_large@1#', 'record_too_large@2#'])
  })

  test.each([
    '<users><user>',
    '<users><user><![CDATA[',
    '<users><user></user ',
    '<users><user><a b="',
    '<users><user><a><user>',
    '<users><user a="',
    '<users></users ',
    '<users><!--',
    '<users a="',
    '<?xml ',
  ])('no endless white space takes memory: %s', beginning => {
    const state = startSplit({ record: () => {}, problem: () => {} }, 1024 ** 2)
    pushChunk(state, Buffer.from(beginning))
    let largest = 0
    for (let turn = 0; turn < 80; turn += 1) {
      pushChunk(state, Buffer.alloc(256 * 1024, ' '))
      largest = Math.max(largest, state.window.length)
    }
    expect(largest).toBeLessThan(1.6 * 1024 ** 2)
  })
})

describe('what may not stand between records', () => {
  test('is one problem for each run of it, and the next record is read', () => {
    const events = split(
      '<users>text<a><b/></a>\n<!-- -->more<user>1</user>\n</x><user/><![CDATA[y]]></users>',
    )
    expect(recordsOf(events)).toEqual(['<user>1</user>', '<user/>'])
    expect(problemsOf(events)).toEqual([
      'xml_unexpected_content@1',
      'xml_unexpected_content@3',
      'xml_unexpected_content@3',
    ])
    expect(parameters(events)).toEqual([{ found: 'text' }, { found: '</x' }, { found: 'text' }])
  })

  test("another end tag than the root's does not end the file", () => {
    expect(problemsOf(split('<users><user/></user></people>'))).toEqual([
      'xml_unexpected_content@1',
      'xml_truncated@1!',
    ])
    expect(recordsOf(split('<users></uzers><user/></users>'))).toEqual(['<user/>'])
  })

  test('a record of which only the start tag is damaged costs only itself', () => {
    const events = split('<users><user>1</user>\n<usr><a>2</a></user>\n<user>3</user></users>')
    expect(recordsOf(events)).toEqual(['<user>1</user>', '<user>3</user>'])
    expect(events[1]).toMatchObject({
      code: 'xml_unexpected_content',
      line: 2,
      parameters: { found: '<usr' },
    })
  })
})

describe('a file is refused', () => {
  test.each([
    '<!DOCTYPE users><users><user/></users>',
    '<?xml version="1.0"?>\n<!doctype users [<!ENTITY a "b">]><users><user/></users>',
    '<users><!DOCTYPE x><user/></users>',
    '<users><user><!ENTITY a "b"></user></users>',
    '<users/><!DOCTYPE x>',
  ])('for a declaration, wherever it stands: %s', document => {
    expect(split(document).at(-1)).toMatchObject({ code: 'xml_doctype_refused', fatal: true })
    expect(recordsOf(split(document))).toEqual([])
  })

  test('not for what looks like a declaration in CDATA or a comment', () => {
    const record = '<user><![CDATA[<!DOCTYPE x>]]><!-- <!ENTITY --></user>'
    expect(split(`<users>${record}</users>`)).toEqual([{ record, line: 1 }])
  })

  test.each([
    ['UTF-16', Buffer.from('\uFEFF<users/>', 'utf16le')],
    ['UTF-16', Buffer.from('\uFEFF<users/>', 'utf16le').swap16()],
    ['UTF-16', Buffer.from('<users/>', 'utf16le')],
    ['UTF-16', Buffer.from('<users/>', 'utf16le').swap16()],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])],
    ['ISO-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><users/>')],
    [
      'windows-1252',
      Buffer.from("\n<?xml version='1.0'\n encoding = 'windows-1252' standalone='yes'?><users/>"),
    ],
  ])('for another encoding than UTF-8: %s', (encoding, document) => {
    const [problem, ...more] = split(document)
    expect(problem).toMatchObject({ code: 'xml_encoding_refused', parameters: { encoding }, fatal: true })
    expect(more).toEqual([])
  })

  test.each(['UTF-8', 'utf8', 'US-ASCII'])('not for %s', encoding => {
    expect(split(`<?xml version="1.0" encoding="${encoding}"?><users><user/></users>`)).toHaveLength(1)
  })

  test.each([
    'primary_id;name',
    '</users>',
    '<>',
    '<users <user/></users>',
    '<![CDATA[]]><users/>',
    `<?xml ${' '.repeat(2000)}`,
  ])('when it does not begin like XML: %s', document =>
    expect(problemsOf(split(document)).at(-1)).toBe('xml_broken@1!'),
  )

  test.each(['<users/><users><user/></users>', '<user/><user/>', '<users/>text', '<users/><![CDATA[]]>'])(
    'after its root: %s',
    document => expect(problemsOf(split(document))).toEqual(['xml_content_after_root@1!']),
  )
})

test('a truncated file gives its good records and then the line at which it ends', () => {
  const document = '<users>\n<user>1</user>\n<user>\n2</user>\n</users>'
  for (let length = 8; length < document.length; length += 1) {
    const cut = document.slice(0, length)
    const events = split(cut)
    expect(recordsOf(events)).toHaveLength(cut.split('</user>').length - 1)
    const isInRecord = /<user>[^<]*(<\/?u?s?e?r?)?$/.test(cut)
    expect(problemsOf(events)).toEqual([`xml_truncated@${cut.split('\n').length}!${isInRecord ? '#' : ''}`])
  }
})

test('a file that ends within a comment or CDATA is truncated', () => {
  for (const end of ['<!-- ', '<user><![CDATA[</user></users>', '</users><!-- ', '</users><?x']) {
    expect(problemsOf(split(`<users>${end}`))[0]).toMatch(/^xml_truncated/)
  }
  expect(problemsOf(split('   \n'))).toEqual(['xml_truncated@2!'])
})
