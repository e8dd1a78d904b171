/** So many frames React has to mark the wrong fields after an answer of the server. */
const mostFrames = 10

/** Brings the keyboard to the first wrong field of a form, once React has marked it. */
export function focusFirstWrong(form: HTMLFormElement | null, frames = mostFrames): void {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong) wrong.focus()
    else if (frames > 1) focusFirstWrong(form, frames - 1)
  })
}
