import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Endpoint, ParamsOf, ResponseOf } from '../../contract/endpoint.ts'
import { upload } from './upload.ts'

/**
 * Sends a file to an endpoint: `send.mutate({ fields, file })`. `share` is how much has been sent, 0 to 1; when it is 1
 * the server is still at work until `send.isPending` ends.
 */
export function useUpload<E extends Endpoint & { upload: true }>(
  endpoint: E,
  onSuccess: (answer: ResponseOf<E>) => unknown,
  params?: ParamsOf<E>,
) {
  const [share, setShare] = useState(0)
  const send = useMutation({
    mutationFn: ({ fields, file }: { fields: Record<string, string>; file: File }) => {
      setShare(0)
      const form = new FormData()
      // The server reads the parts in order: what a file is for must come before it.
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', file)
      return upload(endpoint, { form, params }, setShare)
    },
    onSuccess,
  })
  return { send, share }
}
