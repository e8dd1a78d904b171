/** A moment as Alma writes it: in UTC, without milliseconds where there are none (facts: alma-api §1.1). */
export const timeText = (moment: Date | string): string =>
  new Date(moment).toISOString().replace('.000Z', 'Z')
