import { foresee } from '../http/problems.ts'

/**
 * Does the work of one transaction again if somebody else took an identifier at the same moment: what is written by then can
 * be named in the refusal, and a generated identifier becomes another one.
 */
export async function retryingNames<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, details } = foresee(error)
    if (code !== 'identifier_taken' || details['problems'] !== undefined) throw error
    return work()
  }
}
