import type { DemoItem } from './beyond-sis-types.ts'
import { serialDigits } from './identifiers.ts'
import { libraries } from './institution.ts'
import { between, pick, type Random } from './random.ts'

const subjects = [
  'Lake Ecology',
  'Algebraic Topology',
  'Medieval Trade',
  'Clinical Nursing',
  'Organic Synthesis',
  'Constitutional Law',
  'Machine Translation',
  'Folk Song',
  'Concrete & Steel Design',
  'Child Development',
  'Corporate Finance',
  'Byzantine Art',
  'Immunology',
  'Prairie Agriculture',
  'Comparative Religion',
  'Signal Processing',
] as const

const patterns = [
  'Introduction to #',
  'A Short History of #',
  'Principles of #',
  '#: Theory and Practice',
  'The Northlake Handbook of #',
  'Readings in #',
  'Advanced # (3rd ed.)',
  'Against #: Essays',
] as const

const authors = [
  'Abara, Chidi',
  'Bergqvist, Åsa',
  "O'Malley, Fiona",
  'Dubrovin, Pavel',
  'Ferreira Lopes, Inês',
  'Hashimoto, Ken',
  'Iyengar, Leela',
  'Kowalczyk, Zofia',
  'Marchetti, Aldo',
  'Nakagawa, Yui & Stone, Peter',
  'Quispe Mamani, Rosa',
  'Thorvaldsen, Nils',
  'Yıldırım, Emre',
  'Zhang, Wenjie',
] as const

/** The item with a serial number; two serial numbers never share a barcode. */
export const itemOf = (random: Random, seed: number, serial: number): DemoItem => ({
  title: pick(random, patterns).replace('#', pick(random, subjects)),
  author: pick(random, authors),
  item_barcode: `30010${serialDigits(seed, serial, 7)}`,
  call_number: `${pick(random, ['QA', 'PN', 'HD', 'RT', 'KF', 'ML', 'TK', 'BL'])}${between(random, [11, 9799])} .${pick(
    random,
    ['A4', 'B71', 'K38', 'M2', 'R66', 'Z9'],
  )} ${between(random, [1961, 2024])}`,
  library: pick(random, libraries).code,
})
