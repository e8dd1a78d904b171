// Runs before the first paint, so that a dark or right-to-left screen never flashes light or left-to-right.
// A file of its own, because the content security policy refuses inline scripts.
;(() => {
  const html = document.documentElement
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const scheme = read('mantine-color-scheme-value') || 'auto'
  const isDark = scheme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : scheme === 'dark'
  html.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
  const language = read('carrel.language')
  if (language) {
    html.lang = language
    html.dir = language === 'ar' ? 'rtl' : 'ltr'
  }
})()
