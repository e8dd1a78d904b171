import { fieldNamed } from './catalogue.ts'
import type { Json, RecordDocument } from './document.ts'
import { isUnseen, type SeenLibraries } from './owned.ts'
import { withoutSecrets } from './secrets.ts'

export type Change = { path: string; old?: unknown; new?: unknown }

/**
 * Two documents side by side, path by path, without what is not recorded, sensitive or secret, and without the elements of
 * libraries that are not seen.
 */
export function changesOf(
  old: RecordDocument | null,
  now: RecordDocument | null,
  libraries: SeenLibraries,
): Change[] {
  const paths = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort()
  return paths
    .filter(path => !fieldNamed(path)?.unrecorded)
    .filter(path => !isUnseen(path, old?.[path], libraries) && !isUnseen(path, now?.[path], libraries))
    .map(path => {
      if (fieldNamed(path)?.sensitive) return { path }
      return { path, ...present('old', path, old), ...present('new', path, now) }
    })
}

function present(key: 'old' | 'new', path: string, document: RecordDocument | null): Record<string, Json> {
  const value = document?.[path]
  return value == null ? {} : { [key]: withoutSecrets(path, value) }
}
