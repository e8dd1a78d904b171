/** Where the rows of a table come from, and how it stands with them. */
export type RowSource<Row> = {
  rows: readonly Row[]
  isLoading: boolean
  /** Rows of the question before, while those of the new one are fetched. */
  isOutdated: boolean
  error: unknown
  retry: () => void
  /** Fetches the next page; absent when there is none. */
  more?: (() => void) | undefined
  isLoadingMore: boolean
}

/** Rows that are already here, for example the notes of one record. */
export function fixedRows<Row>(rows: readonly Row[]): RowSource<Row> {
  return {
    rows,
    isLoading: false,
    isOutdated: false,
    error: undefined,
    retry: () => {},
    isLoadingMore: false,
  }
}
