import pg from 'pg'

const oid = {
  date: 1082,
  dateArray: 1182,
  integer8: 20,
  integer8Array: 1016,
  numericArray: 1231,
  text: 25,
  textArray: 1009,
  timestamp: 1114,
  timestampArray: 1115,
}

const parseText = pg.types.getTypeParser(oid.text)
const parseTextArray: (text: string) => (string | null)[] = pg.types.getTypeParser(oid.textArray)

// The driver's own choices lose something: days become moments in the server's zone, money becomes floating point.
const parsers = new Map<number, (text: string) => unknown>([
  [oid.integer8, parseInteger],
  [
    oid.integer8Array,
    text => parseTextArray(text).map(value => (value === null ? null : parseInteger(value))),
  ],
  [oid.date, parseText],
  [oid.dateArray, parseTextArray],
  [oid.numericArray, parseTextArray],
  [oid.timestamp, parseText],
  [oid.timestampArray, parseTextArray],
])

/** How columns become JavaScript values, for the `types` setting of the driver. */
export const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  (format !== 'binary' && parsers.get(id)) || pg.types.getTypeParser(id, format as 'text')

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for an exact number`)
  return value
}
