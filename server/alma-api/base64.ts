/**
 * The bytes that a base64 text of any length stands for, line breaks passed over and the padding if there is one;
 * undefined if it is none. No pattern here repeats: in a process that has compiled many patterns, a repetition takes stack for
 * every character, and there is not enough for ten megabytes.
 */
export function bytesOfBase64(text: string): Buffer | undefined {
  const letters = text.replaceAll(/\s/g, '')
  const digits = letters.replace(/==?$/, '')
  if (digits === '' || /[^A-Za-z0-9+/]/.test(digits) || letters.length % 4 === 1) return undefined
  return Buffer.from(digits, 'base64')
}
