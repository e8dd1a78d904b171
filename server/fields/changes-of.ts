import { fieldNamed } from './catalogue.ts'
import type { Json, RecordDocument } from './document.ts'
import { withoutSecrets } from './secrets.ts'

export type Change = { path: string; old?: unknown; new?: unknown }

/** Two documents side by side, path by path, without what is not recorded and without sensitive and secret values. */
export function changesOf(old: RecordDocument | null, now: RecordDocument | null): Change[] {
  const paths = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort()
  return paths
    .filter(path => !fieldNamed(path)?.unrecorded)
    .map(path => {
      if (fieldNamed(path)?.sensitive) return { path }
      return { path, ...present('old', path, old), ...present('new', path, now) }
    })
}

function present(key: 'old' | 'new', path: string, document: RecordDocument | null): Record<string, Json> {
  const value = document?.[path]
  return value == null ? {} : { [key]: withoutSecrets(path, value) }
}
