import type { Operation } from '../operation.ts'
import { absentOperations } from './absent-operations.ts'
import { actOnLoan, changeLoan, createLoan, listLoans, readLoan } from './loans.ts'
import {
  refusalOfDueDate,
  refusalOfLending,
  refusalOfLoan,
  refusalOfRequest,
  refusalOfScan,
} from './refuse-circulation.ts'
import {
  actOnRequest,
  createRequest,
  deleteRequest,
  editRequest,
  listRequests,
  readRequest,
} from './requests.ts'
import { scanItem } from './scan-item.ts'

const area = 'users'
const loans = '/users/:user_id/loans'
const loan = `${loans}/:loan_id`
const requests = '/users/:user_id/requests'
const request = `${requests}/:request_id`
const item = '/bibs/:mms_id/holdings/:holding_id/items/:item_pid'

/** Loans and requests of a user, and what Alma has beside them (facts: alma-api §2.8 to §2.11, §2.13). */
export const circulationOperations: readonly Operation[] = [
  { method: 'GET', path: loans, area, run: listLoans, refusalOf: refusalOfLoan },
  { method: 'POST', path: loans, area, run: createLoan, refusalOf: refusalOfLending },
  { method: 'GET', path: loan, area, run: readLoan },
  { method: 'POST', path: loan, area, run: actOnLoan, refusalOf: refusalOfLoan },
  { method: 'PUT', path: loan, area, run: changeLoan, refusalOf: refusalOfDueDate },
  { method: 'POST', path: item, area, run: scanItem, refusalOf: refusalOfScan },
  { method: 'GET', path: requests, area, run: listRequests },
  { method: 'POST', path: requests, area, run: createRequest, refusalOf: refusalOfRequest },
  { method: 'GET', path: request, area, run: readRequest },
  { method: 'PUT', path: request, area, run: editRequest, refusalOf: refusalOfRequest },
  { method: 'DELETE', path: request, area, run: deleteRequest, refusalOf: refusalOfRequest },
  { method: 'POST', path: request, area, run: actOnRequest },
  ...absentOperations,
]
