import type { ProblemParameters, XmlProblemCode } from '../../alma-user/read-xml.ts'

/** One `<user>` element of a feed, still as bytes: whether it is well-formed is known only after parsing it. */
export type FeedRecord = {
  file: string
  /** Position in the whole feed, from 1; rejected records count too. */
  index: number
  /** Line of its file on which the element begins, from 1. */
  line: number
  /** A view into a larger read buffer: copy what must outlive the batch. */
  bytes: Buffer
  /** 32 hex characters that change whenever the salt or any byte of the element changes. */
  fingerprint: string
}

/** What can be wrong with a feed. The screen has a text for each; `parameters` fills it in. */
export type FeedProblemCode =
  | 'feed_empty'
  | 'feed_too_large'
  | 'zip_broken'
  | 'zip_bomb'
  | 'zip_crc_wrong'
  | 'zip_encrypted'
  | 'zip_method_unsupported'
  | 'zip_too_many_files'
  | 'xml_broken'
  | 'xml_content_after_root'
  | 'xml_encoding_refused'
  | 'xml_truncated'
  | 'xml_unexpected_content'
  | RecordProblemCode

/** What can be wrong with one record; the rest of the file is read as if it were not there. */
export type RecordProblemCode = XmlProblemCode | 'record_too_large' | 'record_unclosed'

export type FeedProblem = {
  /** The XML file, or the zip itself when it is refused as a whole. */
  file: string
  /** Null for problems of the zip. */
  line: number | null
  /** Position in the feed of the record that is rejected; null if the problem is not one record's. */
  index: number | null
  code: FeedProblemCode
  parameters: ProblemParameters
  /** The file, or the zip, was not read to its end or is damaged. Records before it have been handed out. */
  fatal: boolean
}

/** Records and problems in the order of the feed; either list may be empty, not both. */
export type FeedBatch = { records: FeedRecord[]; problems: FeedProblem[] }

/** Bounds that keep a broken or hostile feed from exhausting the machine. */
export type FeedLimits = {
  /** XML files in one zip; Alma takes 50. */
  maxFiles: number
  /** Sum of the unpacked sizes. */
  maxTotalBytes: number
  /** Unpacked to packed size of one file, looked at from 10 MB unpacked on. */
  maxRatio: number
  maxRecordBytes: number
}

export const defaultFeedLimits: FeedLimits = {
  maxFiles: 50,
  maxTotalBytes: 16 * 1024 ** 3,
  maxRatio: 200,
  maxRecordBytes: 1024 ** 2,
}
