import { fieldNamed } from './catalogue.ts'
import type { Json, RecordDocument } from './document.ts'

export type Change = { path: string; old?: unknown; new?: unknown }

/** Two documents side by side, path by path, without what is internal and without sensitive values. */
export function changesOf(old: RecordDocument | null, now: RecordDocument | null): Change[] {
  const paths = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort()
  return paths
    .filter(path => fieldNamed(path)?.section !== 'internal')
    .map(path => {
      if (fieldNamed(path)?.sensitive) return { path }
      return { path, ...present('old', old?.[path]), ...present('new', now?.[path]) }
    })
}

const present = (key: 'old' | 'new', value: Json | undefined) => (value == null ? {} : { [key]: value })
