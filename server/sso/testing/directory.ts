import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { selfSigned } from '../../testing/self-signed.ts'

/** Where Debian has the server of OpenLDAP; without it there is nothing to test against. */
const program = '/usr/sbin/slapd'
export const hasDirectory = existsSync(program)

export const directoryRoot = { bindDn: 'cn=reader,dc=example,dc=edu', bindPassword: 'reads everybody' }
export const certificate = selfSigned.cert

export type Directory = { url: string; secureUrl: string; close: () => Promise<void> }

/** A real directory with these people (name to password), whose cards have the numbers `C-name`. */
export async function openDirectory(people: Record<string, string>): Promise<Directory> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-directory-'))
  const [port, securePort] = [await freePort(), await freePort()]
  await writeFile(join(folder, 'key.pem'), selfSigned.key)
  await writeFile(join(folder, 'certificate.pem'), selfSigned.cert)
  await writeFile(join(folder, 'slapd.conf'), settingsIn(folder))
  const [url, secureUrl] = [`ldap://127.0.0.1:${port}`, `ldaps://127.0.0.1:${securePort}`]
  // -d keeps it in the foreground.
  const child = spawn(program, ['-f', join(folder, 'slapd.conf'), '-h', `${url}/ ${secureUrl}/`, '-d', '0'])
  const close = async () => {
    const ended = new Promise(resolve => child.once('exit', resolve))
    if (child.kill()) await ended
    await rm(folder, { recursive: true, force: true })
  }
  await fill(url, people)
  return { url, secureUrl, close }
}

const settingsIn = (folder: string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${folder}/certificate.pem
TLSCertificateKeyFile ${folder}/key.pem
database mdb
suffix "dc=example,dc=edu"
rootdn "${directoryRoot.bindDn}"
rootpw "${directoryRoot.bindPassword}"
directory ${folder}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${directoryRoot.bindDn}" read by * none
`

async function fill(url: string, people: Record<string, string>): Promise<void> {
  const client = new Client({ url })
  for (let tries = 0; ; tries += 1) {
    try {
      await client.bind(directoryRoot.bindDn, directoryRoot.bindPassword)
      break
    } catch (error) {
      if (tries > 100) throw error
      await wait(50)
    }
  }
  const base = 'dc=example,dc=edu'
  await client.add(base, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' })
  for (const [uid, userPassword] of Object.entries(people)) {
    const entry = {
      objectClass: 'inetOrgPerson',
      cn: uid,
      sn: uid,
      uid,
      userPassword,
      employeeNumber: `C-${uid}`,
    }
    await client.add(`cn=${uid},${base}`, entry)
  }
  await client.unbind()
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
