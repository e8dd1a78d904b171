import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './compress.ts'

const framework =
  /node_modules[\\/](react|react-dom|scheduler|react-intl|@formatjs|intl-messageformat|typebox|@tanstack[\\/](react-)?(router|query|history|store)(-core)?)[\\/]/

export default defineConfig({
  plugins: [react(), compress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Browsers that know light-dark(); older ones would get a rewriting that Mantine's colour scheme does not reach.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy allows scripts and fonts from our own origin only, so nothing is inlined as data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // What three or more pages share travels in one file, or the first page would ask for sixty.
        codeSplitting: {
          groups: [
            { name: 'framework', test: framework, priority: 2 },
            { name: 'shared', minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
