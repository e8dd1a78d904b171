import { spawn } from 'node:child_process'

// Server with restart on change, and the screens with hot reload; both end together.
const children = [
  spawn(process.execPath, ['--watch-path=server', '--watch-path=contract', 'server/main.ts'], {
    stdio: 'inherit',
  }),
  spawn('npx', ['vite', 'web'], { stdio: 'inherit' }),
]
for (const child of children) {
  child.on('exit', () => {
    for (const other of children) other.kill()
  })
}
