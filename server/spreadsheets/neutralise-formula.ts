// What spreadsheets take for the start of a formula: OWASP's list, with the full-width forms of East Asian Excel.
const formulaStart = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
const neutralisedStart = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * Puts an apostrophe before text that a spreadsheet would run as a formula when it opens a CSV file (feature A8).
 * Text that already looks neutralised gets one more, so that `restoreFormula` always gives the text back.
 */
export function neutraliseFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/** Takes away what `neutraliseFormula` put there. */
export function restoreFormula(text: string): string {
  return text.startsWith("'") && neutralisedStart.test(text) ? text.slice(1) : text
}
