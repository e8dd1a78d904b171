const likeSigns: Readonly<Record<string, string>> = { '*': '%', '?': '_', '%': '\\%', _: '\\_', '\\': '\\\\' }

/** `exl_*`, as people write it, as a `like` pattern. */
export const likeOfWildcards = (text: string): string => text.replace(/[*?%_\\]/g, sign => likeSigns[sign]!)

/** The way back. */
export const wildcardsOfLike = (pattern: string): string =>
  pattern.replace(
    /\\(.)|[%_]/gs,
    (sign, escaped: string | undefined) => escaped ?? (sign === '%' ? '*' : '?'),
  )
