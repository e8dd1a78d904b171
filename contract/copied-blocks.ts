/** Blocks that were copied from another institution bear it in their id; nothing else begins so (features T2). */
export const copiedIds = 'from-'

/** Whether a path is a block that can only be changed where it was given. */
export const isCopiedBlock = (path: string): boolean => path.startsWith(`block/${copiedIds}`)
