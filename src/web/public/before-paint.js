// Runs before the first paint so that neither the theme nor the writing direction flashes. The console's settings live under one key.
;(() => {
  let settings = {}
  try {
    settings = JSON.parse(localStorage.getItem('redress.settings') || '{}') || {}
  } catch {
    // Unreadable settings count as none.
  }
  const dark = settings.theme === 'dark' || (settings.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const wanted = settings.language || settings.shown
  const language = ['en', 'th', 'zh', 'fa'].includes(wanted) ? wanted : 'en'
  const root = document.documentElement
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  root.lang = language
  root.dir = language === 'fa' ? 'rtl' : 'ltr'
})()
