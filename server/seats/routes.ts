import * as contract from '../../contract/seats.ts'
import type { Routes } from '../http/mount.ts'
import { summariseSeats } from './count-seats.ts'
import { listSeats } from './list-seats.ts'

/** Named users: licensed seats to be counted and cleaned up (features M5, M7). */
export const seatRoutes: Routes = mount => {
  mount(contract.readSeatSummary, (ctx, { query }) => summariseSeats(ctx, query))
  mount(contract.listSeats, (ctx, { query }) => listSeats(ctx, query))
}
