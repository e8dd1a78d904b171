// The parts of a workbook that hold no data (ECMA-376 part 1), as small as Excel, LibreOffice and Numbers accept.
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Indexes into `cellXfs` below. Text format keeps leading zeros when a person edits the cell in Excel. */
export const cellStyle = { text: 1, header: 2 } as const

export const sheetOpening = `${declaration}<worksheet xmlns="${main}">`

export function sheetPartName(sheet: number): string {
  return `xl/worksheets/sheet${sheet}.xml`
}

/** Everything but the sheets themselves, by part name. */
export function workbookParts(sheetCount: number): Record<string, string> {
  const sheets = Array.from({ length: sheetCount }, (_, index) => index + 1)
  return {
    '[Content_Types].xml': contentTypes(sheets),
    '_rels/.rels': relations([`Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"`]),
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map(
        n => `Id="rId${n}" Type="${officeRelations}/worksheet" Target="worksheets/sheet${n}.xml"`,
      ),
      `Id="rId${sheetCount + 1}" Type="${officeRelations}/styles" Target="styles.xml"`,
    ]),
    'xl/styles.xml': styles,
  }
}

function contentTypes(sheets: number[]): string {
  const override = (part: string, kind: string) =>
    `<Override PartName="/${part}" ContentType="${contentType}.${kind}+xml"/>`
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', 'sheet.main'),
    override('xl/styles.xml', 'styles'),
    ...sheets.map(sheet => override(sheetPartName(sheet), 'worksheet')),
  ].join('')}</Types>`
}

function workbook(sheets: number[]): string {
  const list = sheets.map(n => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`).join('')
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets>${list}</sheets></workbook>`
}

function relations(list: string[]): string {
  const elements = list.map(attributes => `<Relationship ${attributes}/>`).join('')
  return `${declaration}<Relationships xmlns="${packageRelations}">${elements}</Relationships>`
}

const styles = `${declaration}<styleSheet xmlns="${main}">${[
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
].join('')}</styleSheet>`
