/** A text without the marks that keep values apart in right-to-left sentences: for what is stored, such as a name. */
export function plain(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, '')
}
