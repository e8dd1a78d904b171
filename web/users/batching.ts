type Load<T> = (ids: number[]) => Promise<Map<number, T>>

/**
 * Makes one call of many: whatever is asked for at the same moment is loaded together, at most so many at once. Gives null
 * for an id of which nothing came.
 */
export function batching<T>(most: number, load: Load<T>): (id: number) => Promise<T | null> {
  let open: { ids: Set<number>; loaded: Promise<Map<number, T>> } | undefined

  function begin() {
    const ids = new Set<number>()
    const loaded = Promise.resolve().then(() => {
      if (open?.ids === ids) open = undefined
      return load([...ids])
    })
    return { ids, loaded }
  }

  return async id => {
    if (!open || open.ids.size >= most) open = begin()
    open.ids.add(id)
    return (await open.loaded).get(id) ?? null
  }
}
