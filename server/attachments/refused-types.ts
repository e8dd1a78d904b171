import { isPlainText } from './media-type.ts'

const sampleBytes = 4096

/** What a browser or a computer would run when somebody opens it. */
const endings = new Set([
  ...[
    'html',
    'htm',
    'xhtml',
    'xht',
    'shtml',
    'mhtml',
    'mht',
    'svg',
    'svgz',
    'hta',
    'js',
    'mjs',
    'cjs',
    'jse',
  ],
  ...[
    'exe',
    'dll',
    'com',
    'scr',
    'msi',
    'msp',
    'cpl',
    'pif',
    'bat',
    'cmd',
    'ps1',
    'vbs',
    'vbe',
    'wsf',
    'wsh',
  ],
  ...['lnk', 'reg', 'jar', 'class', 'sh', 'bash', 'command', 'app', 'apk', 'dmg', 'pkg', 'deb', 'rpm', 'elf'],
])

const statedTypes =
  /html|svg|javascript|ecmascript|x-ms(download|dos-program|i)\b|x-(sh|executable|dosexec|bat|msi)\b|java-archive|hta\b/i

/** ELF, Mach-O, Java, and shortcuts of Windows. */
const programs = [
  '7f454c46',
  ...['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe'],
  'cafebabe',
  '4c00000001140200',
].map(signature => Buffer.from(signature, 'hex'))

const markup = /<(?:!doctype\s+html|(?:html|head|body|script|svg|iframe|object|embed|form|img|a|div)[\s/>])/i

/** Whether a file is of a kind that is not kept: by its name, by what the client calls it, or by its bytes. */
export function isRefused(file: { fileName: string; contentType: string; content: Buffer }): boolean {
  // Windows passes over points and spaces at the end of a name, and over all that follows a colon.
  const name = file.fileName.toLowerCase().split(':')[0]!
  const ending = name
    .replace(/[.\s]+$/, '')
    .split('.')
    .at(-1)!
  return endings.has(ending) || statedTypes.test(file.contentType) || isRunnable(file.content)
}

function isRunnable(content: Buffer): boolean {
  if (programs.some(signature => content.subarray(0, signature.length).equals(signature))) return true
  // Byte order marks and the zeros of UTF-16 are passed over.
  const head = content.toString('latin1', 0, sampleBytes).replaceAll('\0', '')
  const text = head.replace(/^[\xef\xbb\xbf\xfe\xff]+/, '').trimStart()
  if (text.startsWith('#!') || (text.startsWith('<') && markup.test(text))) return true
  return head.startsWith('MZ') && !isPlainText(content)
}
