// Shows what the desk pushes while no page of it is open, and leads to the case when it is pressed. Opening it acknowledges nothing.
self.addEventListener('push', (event) => {
  let said = {}
  try {
    said = event.data.json()
  } catch {
    // Something else than we send: a bare line is better than silence.
  }
  const { title = 'Redress', body = '', lang, tag, url } = said
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, data: { url }, requireInteraction: true }))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url = '/' } = event.notification.data || {}
  const ours = new URL(url, self.location.origin)
  if (ours.origin === self.location.origin) event.waitUntil(self.clients.openWindow(ours.href))
})
