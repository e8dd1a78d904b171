import { fsyncSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type ModuleOptions = Parameters<NodeFS['init']>[1]
type Module = Parameters<NonNullable<ModuleOptions['preRun']>[number]>[0]
type NodeStream = { nfd: number }
type NodeFilesystem = { stream_ops: { fsync?: (stream: NodeStream) => void } }

/**
 * The data folder, written so that a commit survives a power cut: PGlite's own file system has no fsync at all.
 * A failed fsync must not be reported as an ordinary error, because the next one would wrongly succeed.
 */
export class DurableFiles extends NodeFS {
  readonly #onFailure: (error: unknown) => never

  constructor(folder: string, onFailure: (error: unknown) => never) {
    super(folder)
    this.#onFailure = onFailure
  }

  override async init(database: PGlite, options: ModuleOptions) {
    const { emscriptenOpts } = await super.init(database, options)
    const addFsync = (module: Module) => {
      const filesystems = module.FS.filesystems as unknown as { NODEFS: NodeFilesystem }
      filesystems.NODEFS.stream_ops.fsync = stream => this.#fsync(stream)
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } }
  }

  #fsync(stream: NodeStream): void {
    try {
      fsyncSync(stream.nfd)
    } catch (error) {
      this.#onFailure(error)
    }
  }
}
