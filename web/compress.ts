import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(js|css|html|svg)$/
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

/** Puts a `.br` and a `.gz` beside every text file of the build; the server sends them as they are. */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    // Only here the files are final: Vite still rewrites imports while it generates the bundle.
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter(name => compressible.test(name))
      await Promise.all(names.map(name => compressFile(join(dir, name))))
    },
  }
}

async function compressFile(path: string): Promise<void> {
  const source = await readFile(path)
  await writeFile(`${path}.br`, await promisify(brotliCompress)(source, best))
  await writeFile(`${path}.gz`, await promisify(gzip)(source, { level: 9 }))
}
