import { type FileHandle, readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { defaultFeedLimits } from './feed-types.ts'
import { type FeedOptions, readFeed } from './read-feed.ts'
import { buildZip, readBytes, withFile } from './testing/build-zip.ts'
import { listZip } from './zip-files.ts'

const feed = (...ids: (string | number)[]) =>
  `<users>\n${ids.map(id => `<user><primary_id>${id}</primary_id></user>\n`).join('')}</users>`

const many = (count: number) => feed(...Array.from({ length: count }, (_, at) => at))

/** Overwrites bytes in the directory's entry for this file. */
function patch(zip: Buffer, name: string, offset: number, value: number[]): Buffer {
  const at = zip.lastIndexOf(name) - 46
  expect(zip.readUInt32LE(at)).toBe(0x02014b50)
  Buffer.from(value).copy(zip, at + offset)
  return zip
}

async function problemsOf(bytes: Buffer | string, options?: FeedOptions) {
  return (await readBytes('feed.zip', bytes, options)).problems
}

describe('a zip', () => {
  test('is read file by file in name order, the rest of its content passed over', async () => {
    const zip = await buildZip({
      'b.xml': feed('b'),
      'folder.xml/': '',
      'sub/c.XML': feed('c', 'd'),
      'readme.txt': feed('no'),
      '__MACOSX/b.xml': 'binary',
      'sub/.hidden.xml': 'binary',
      'a.xml': feed('a'),
    })
    const { records, problems } = await readBytes('feed.zip', zip)
    expect(problems).toEqual([])
    expect(records.map(({ file, index, line }) => [file, index, line])).toEqual([
      ['a.xml', 1, 2],
      ['b.xml', 2, 2],
      ['sub/c.XML', 3, 2],
      ['sub/c.XML', 4, 3],
    ])
    expect(records[3]?.bytes.toString()).toBe('<user><primary_id>d</primary_id></user>')
  })

  test('may hold stored files, large files, and names that lead out of the folder', async () => {
    const zip = await buildZip({ 'xx/a.xml': many(10), 'b.xml': many(30_000) }, ['xx/a.xml'])
    const outside = Buffer.from(zip.toString('latin1').replaceAll('xx/a.xml', '../a.xml'), 'latin1')
    const { records, problems } = await readBytes('feed.zip', outside)
    expect(problems).toEqual([])
    expect(records.map(({ index }) => index)).toEqual(Array.from({ length: 30_010 }, (_, at) => at + 1))
    expect(records.at(-1)).toMatchObject({ file: 'b.xml', line: 30_001 })
  })

  test('with one bad file gives the records of the others, and counts rejected records', async () => {
    const zip = await buildZip({
      'a.xml': '<users><user>1</users>',
      'b.xml': '<!DOCTYPE x><users/>',
      'c.xml': feed('c'),
    })
    const { records, problems } = await readBytes('feed.zip', zip)
    expect(problems.map(({ file, code, index, fatal }) => [file, code, index, fatal])).toEqual([
      ['a.xml', 'record_unclosed', 1, false],
      ['b.xml', 'xml_doctype_refused', null, true],
    ])
    expect(records.map(({ index }) => index)).toEqual([2])
  })

  test('without XML files, or without users in them, is an empty feed', async () => {
    const contents: Record<string, string>[] = [{}, { 'a.txt': 'x' }, { 'a.xml': '<users/>' }]
    for (const files of contents) {
      expect(await problemsOf(await buildZip(files))).toMatchObject([
        { file: 'feed.zip', line: null, code: 'feed_empty', fatal: true },
      ])
    }
  })
})

describe('a zip is refused before anything is read', () => {
  test('with more XML files than allowed; other files do not count', async () => {
    const zip = await buildZip({ 'a.xml': feed(1), 'b.xml': feed(2), 'c.txt': '', 'd.txt': '' })
    expect(await problemsOf(zip, { maxFiles: 2 })).toEqual([])
    const { records, problems } = await readBytes('feed.zip', zip, { maxFiles: 1 })
    expect(problems).toMatchObject([{ code: 'zip_too_many_files', parameters: { maxFiles: 1 }, fatal: true }])
    expect(records).toEqual([])
  })

  test('with more unpacked bytes than allowed, however many files they are in', async () => {
    const zip = await buildZip({ 'a.xml': feed(1), 'b.xml': feed(2) })
    const maxTotalBytes = feed(1).length * 2
    expect(await problemsOf(zip, { maxTotalBytes })).toEqual([])
    const { records, problems } = await readBytes('feed.zip', zip, { maxTotalBytes: maxTotalBytes - 1 })
    expect(problems).toMatchObject([{ code: 'feed_too_large', fatal: true }])
    expect(records).toEqual([])
  })

  test('when a file is packed too well, but only if it is large', async () => {
    const small = await buildZip({ 'a.xml': `${feed(1)}${' '.repeat(9 * 1024 ** 2)}` })
    expect(await problemsOf(small)).toEqual([])
    const bomb = await buildZip({ 'a.xml': `${feed(1)}${' '.repeat(11 * 1024 ** 2)}` })
    const { records, problems } = await readBytes('feed.zip', bomb)
    expect(problems).toMatchObject([{ file: 'a.xml', code: 'zip_bomb', parameters: { maxRatio: 200 } }])
    expect(records).toEqual([])
    expect(await problemsOf(bomb, { maxRatio: 2000 })).toEqual([])
  })

  test('when it is cut short, has no directory or a broken one, or is no zip at all', async () => {
    const zip = await buildZip({ 'a.xml': feed(1), 'b.xml': feed(2) })
    const broken = Buffer.from(zip)
    broken.writeUInt32LE(0, zip.lastIndexOf('a.xml') - 46)
    for (const bytes of [
      zip.subarray(0, -1),
      zip.subarray(0, 60),
      'PK',
      'id;name\n',
      '\x1f\x8b\x08',
      broken,
    ]) {
      expect(await problemsOf(Buffer.from(bytes))).toMatchObject([
        { code: 'zip_broken', line: null, fatal: true },
      ])
    }
  })
})

describe('a file in a zip that cannot be unpacked is a problem of that file', () => {
  const files = { 'a.xml': many(2000), 'b.xml': feed('b') }

  test.each([
    ['encrypted', 8, [1, 0], 'zip_encrypted', 0, 0],
    ['of an unknown method', 10, [9, 0], 'zip_method_unsupported', 0, 0],
    ['with a wrong checksum', 16, [0, 0, 0, 0], 'zip_crc_wrong', 2000, 2000],
    ['larger than stated', 24, [10, 0, 0, 0], 'zip_broken', 0, 0],
    ['smaller than stated', 24, [0xff, 0xff, 0x0f, 0], 'zip_broken', 1990, 2000],
    ['with a lost beginning', 42, [0xff, 0xff, 0, 0], 'zip_broken', 0, 0],
  ])('%s', async (_, offset, value, code, least, most) => {
    const zip = patch(await buildZip(files), 'a.xml', offset, value)
    const { records, problems } = await readBytes('feed.zip', zip)
    expect(problems).toMatchObject([{ file: 'a.xml', code, line: null, index: null, fatal: true }])
    const count = records.filter(({ file }) => file === 'a.xml').length
    expect(count).toBeGreaterThanOrEqual(least)
    expect(count).toBeLessThanOrEqual(most)
    expect(records.at(-1)?.file).toBe('b.xml')
  })

  test('with damaged data', async () => {
    const zip = await buildZip(files)
    zip.fill(0xff, 2000, 2100)
    const { problems } = await readBytes('feed.zip', zip)
    expect(problems.at(-1)).toMatchObject({ file: 'a.xml', code: 'zip_broken', fatal: true })
  })

  test('is not unpacked any further once its XML is refused', async () => {
    const refused = { 'a.xml': `<!DOCTYPE x>${many(20_000)}` }
    const zip = patch(await buildZip(refused), 'a.xml', 16, [0, 0, 0, 0])
    expect(await problemsOf(zip)).toMatchObject([{ code: 'xml_doctype_refused' }])
  })

  test('strongly encrypted, the whole zip', async () => {
    const zip = patch(await buildZip(files), 'a.xml', 8, [0x41, 0])
    expect(await problemsOf(zip)).toMatchObject([{ file: 'feed.zip', code: 'zip_encrypted' }])
  })
})

describe('a bare XML file', () => {
  test.each(['', '\uFEFF', '\n  '])('is read like a zip of it, whatever its name', async beginning => {
    const { records, problems } = await readBytes('feed.dat', `${beginning}${feed(1, 2)}`)
    expect(problems).toEqual([])
    expect(records.map(({ file }) => file)).toEqual(['feed.dat', 'feed.dat'])
  })

  test('is refused when empty, too large, in UTF-16, or not there', async () => {
    expect(await problemsOf('')).toMatchObject([{ code: 'feed_empty', fatal: true }])
    expect(await problemsOf(feed(1), { maxTotalBytes: 10 })).toMatchObject([{ code: 'feed_too_large' }])
    expect(await problemsOf(Buffer.from(`\uFEFF${feed(1)}`, 'utf16le'))).toMatchObject([
      { code: 'xml_encoding_refused', parameters: { encoding: 'UTF-16' }, line: 1 },
    ])
    await expect(readFeed('/nonexistent/feed.zip').next()).rejects.toThrow('ENOENT')
  })

  test('truncated, gives its records and then the line of its end', async () => {
    const { records, problems } = await readBytes('feed.xml', many(9000).slice(0, -20))
    expect(records).toHaveLength(8999)
    expect(problems).toMatchObject([{ code: 'xml_truncated', line: 9001, index: 9000, fatal: true }])
  })
})

describe('batches', () => {
  test('are bounded in records and problems, and keep their order', async () => {
    const { batches, records } = await readBytes(
      'feed.xml',
      many(5000).replaceAll('<user><primary_id>7', '<user>x<user>'),
    )
    for (const batch of batches) expect(batch.records.length + batch.problems.length).toBeLessThanOrEqual(500)
    const indexes = batches.map(({ records, problems }) =>
      [...records, ...problems].map(({ index }) => index!),
    )
    expect(indexes.flat().sort((left, right) => left - right)).toEqual(indexes.flat().map((_, at) => at + 1))
    for (const [at, part] of indexes.entries()) {
      expect(Math.min(...part)).toBeGreaterThan(Math.max(0, ...(indexes[at - 1] ?? [])))
    }
    expect(records).toHaveLength(5000)
  })

  test('are bounded in bytes', async () => {
    const { batches } = await readBytes('feed.xml', feed(...Array(40).fill('x'.repeat(900_000))))
    for (const { records } of batches) expect(records.length).toBeLessThanOrEqual(10)
  })
})

describe('fingerprints', () => {
  const prints = async (xml: string, salt?: string) =>
    (await readBytes('feed.xml', xml, { salt })).records.map(({ fingerprint }) => fingerprint)

  test('depend on the bytes of the element and the salt, on nothing around them', async () => {
    const [one, two] = await prints(feed('one', 'two'))
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect(one).not.toBe(two)
    expect(await prints(`<r><user/>${feed('one').slice(7)}`.replace('</users>', '</r>'))).toContain(one)
    expect(await prints(feed('two', 'one'))).toEqual([two, one])
    expect(await prints(feed('one '))).not.toEqual([one])
    expect(await prints(feed('one'), 'salt')).not.toEqual([one])
    expect(await prints(feed('one'), 'salt')).toEqual(await prints(feed('one'), 'salt'))
  })

  test('of long elements differ in the last byte', async () => {
    const long = 'x'.repeat(200_000)
    const [first, second, third] = await prints(feed(`${long}1`, `${long}2`, `${long}1`), 'salt')
    expect(first).not.toBe(second)
    expect(first).toBe(third)
    expect(await prints(feed(`${long}1`), 'other')).not.toContain(first)
  })
})

test('leaving the loop early, or an error in it, closes the file', async () => {
  const zip = await buildZip({ 'a.xml': many(30_000) })
  for (const bytes of [zip, Buffer.from(many(30_000))]) {
    await withFile('feed.zip', bytes, async path => {
      const before = await countOpenFiles()
      for await (const batch of readFeed(path)) if (batch.records.length > 0) break
      expect(await countOpenFiles()).toBe(before)
      await expect(failAtFirst(path)).rejects.toThrow('stop')
      expect(await countOpenFiles()).toBe(before)
    })
  }
})

async function countOpenFiles(): Promise<number> {
  return (await readdir('/dev/fd')).length
}

async function failAtFirst(path: string): Promise<void> {
  for await (const _ of readFeed(path)) throw new Error('stop')
}

test('a disk that fails is not reported as a broken zip', async () => {
  const closed = { fd: 1_000_000 } as FileHandle
  await expect(listZip(closed, 'feed.zip', defaultFeedLimits)).rejects.toThrow('EBADF')
})
