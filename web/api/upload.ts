import type { Endpoint, ParamsOf, ResponseOf } from '../../contract/endpoint.ts'
import { csrfHeader, readAnswer, urlOf } from './client.ts'
import { ProblemError } from './problem-error.ts'

/** What is sent, and what the path of the endpoint names. */
export type UploadOf<E extends Endpoint> = { form: FormData; params?: ParamsOf<E> | undefined }

/** Sends a multipart form; `onProgress` gets the share sent, 0 to 1. `XMLHttpRequest`, because `fetch` reports no upload progress. */
export function upload<E extends Endpoint & { upload: true }>(
  endpoint: E,
  { form, params }: UploadOf<E>,
  onProgress?: (share: number) => void,
): Promise<ResponseOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, urlOf(endpoint, params ? { params } : {}))
    for (const [name, value] of Object.entries(csrfHeader(endpoint))) request.setRequestHeader(name, value)
    request.upload.onprogress = event => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total)
    }
    request.onerror = () => reject(new ProblemError('offline'))
    request.onload = () => {
      try {
        resolve(readAnswer(request.status, request.responseText) as ResponseOf<E>)
      } catch (error) {
        reject(error)
      }
    }
    request.send(form)
  })
}
