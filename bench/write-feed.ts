import { writeSisZip } from '../server/demo/sis.ts'
import { demoUsers } from '../server/demo/users.ts'

const [path, count] = [process.argv[2]!, Number(process.argv[3])]
const today = new Date().toISOString().slice(0, 10)

// A process of its own: what it leaves in memory is not to be taken for the memory of the idle program.
await writeSisZip(path, demoUsers({ seed: 1, today }, { from: 0, count }), {
  usersPerFile: Math.max(20_000, count / 40),
})
