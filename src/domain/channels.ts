/** The channels that a message may name, with what the answer needs: a public wall, or one person's own line. */
export const CHANNELS = [
  'api', 'manual', 'import', 'webhook', 'email', 'web_form', 'chat', 'sms', 'phone', 'voice', 'facebook', 'instagram', 'whatsapp', 'x',
  'line', 'telegram', 'wechat', 'weibo', 'tiktok', 'youtube', 'app_store', 'google_play', 'google_reviews', 'trustpilot', 'yelp', 'tripadvisor',
  'forum', 'letter', 'branch', 'partner', 'regulator',
] as const
export type Channel = (typeof CHANNELS)[number]
export const isChannel = (name: string): name is Channel => (CHANNELS as readonly string[]).includes(name)
