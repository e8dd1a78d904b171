import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Browsers that know light-dark(); older ones would get a rewriting that Mantine's colour scheme does not reach.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy allows scripts and fonts from our own origin only, so nothing is inlined as data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
