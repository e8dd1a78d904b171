import { QueryCache, QueryClient } from '@tanstack/react-query'
import { failureCode, ProblemError } from './api/problem-error.ts'

/** The cache of everything read. `onSignedOut` is called when the server no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const isSessionItself = query.queryKey[1] === '/api/session'
        if (failureCode(error) === 'not_signed_in' && !isSessionItself) onSignedOut()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only a lost connection or a failing server is asked again.
        retry: (failures, error) => failures < 2 && error instanceof ProblemError && isPassing(error),
      },
    },
  })
}

function isPassing(error: ProblemError): boolean {
  return error.code === 'offline' || error.status >= 502
}
