/** Our own outline icons on a 20 px grid, 1.5 px stroke. Those that point along the line of reading turn round in right-to-left pages. */
const PATHS = {
  inbox: 'M3 11.5 5.2 4.6h9.6L17 11.5v4.9H3zM3 11.5h4.2a2.8 2.8 0 0 0 5.6 0H17',
  triage: 'M3 4h14l-5.3 6.3v4.2L8.3 16.5v-6.2z',
  cases: 'M3 6.5h14v10H3zM7 6.5V4h6v2.5M3 11h14M10 10v2',
  outbox: 'M17 3 9.2 10.8M17 3l-4.8 14-3-6.2L3 7.8z',
  search: 'M8.8 14.6a5.8 5.8 0 1 0 0-11.6 5.8 5.8 0 0 0 0 11.6M17 17l-4-4',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10.5 4 4 8-9',
  back: 'M16 10H4m0 0 5-5m-5 5 5 5',
  forward: 'M4 10h12m0 0-5-5m5 5-5 5',
  chevron: 'm7.5 4.5 5.5 5.5-5.5 5.5',
  down: 'm4.5 7.5 5.5 5.5 5.5-5.5',
  download: 'M10 3.5v9m0 0-4-4m4 4 4-4M4 16.5h12',
  reply: 'M8 5 3 10l5 5M3 10h8.5a5.5 5.5 0 0 1 5.5 5.5v.5',
  globe:
    'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4M2.8 10h14.4M10 2.8c2.3 2 3.2 4.4 3.2 7.2s-.9 5.2-3.2 7.2c-2.3-2-3.2-4.4-3.2-7.2s.9-5.2 3.2-7.2',
  lock: 'M4.5 9h11v8h-11zM6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9',
  note: 'M4 3.5h12v9l-4 4H4zM16 12.5h-4v4M7 7.5h6M7 10.5h3',
  clock: 'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4M10 5.8V10l2.8 2',
  person: 'M10 10a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6M3.5 17c.5-3.3 3.1-5 6.5-5s6 1.7 6.5 5',
  assign: 'M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 16.5c.4-3 2.6-4.5 5.5-4.5 1.1 0 2.1.2 2.9.6M15 11v6m-3-3h6',
  up: 'M10 16.5v-13m0 0L4.5 9M10 3.5 15.5 9',
  reopen: 'M4 10a6 6 0 1 1 1.8 4.3M4 15.5V11h4.5',
  undo: 'M7 4 3 8l4 4M3 8h8.5a4.5 4.5 0 0 1 0 9H8',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M10 1.8v1.7m0 13v1.7M1.8 10h1.7m13 0h1.7M4.2 4.2l1.2 1.2m9.2 9.2 1.2 1.2m0-11.6-1.2 1.2m-9.2 9.2-1.2 1.2',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7',
  system: 'M3 4h14v9.5H3zM7.5 16.5h5M10 13.5v3',
  language: 'M2.5 5h8M6.5 3v2M9 5c-.8 3.4-3 6-6 7.3M4.5 7.8c1 2.2 2.6 3.6 4.7 4.5M10 17l3.7-9 3.8 9M11.3 14h5',
  keyboard: 'M2.5 5h15v10h-15zM5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M5.5 10.5h.01M14.5 10.5h.01M7.5 12.5h5',
  settings: 'M3 6h8m4 0h2M3 14h2m4 0h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  signOut: 'M12 3.5H4v13h8M8.5 10H17m0 0-3.3-3.3M17 10l-3.3 3.3',
  warning: 'M10 3 18 16.5H2zM10 8v4m0 2.3v.01',
  info: 'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4M10 9.2v4.3m0-7v.01',
  paste: 'M6.5 4.5H4v12.5h12V4.5h-2.5M7 3h6v3.5H7zM7 10.5h6M7 13.5h4',
  copy: 'M7 7h10v10H7zM13 7V3H3v10h4',
  attach: 'm15.5 9.5-5.7 5.7a3.5 3.5 0 0 1-5-5l6.4-6.3a2.3 2.3 0 0 1 3.3 3.3l-6.3 6.3a1.1 1.1 0 0 1-1.6-1.6l5.2-5.2',
  mail: 'M2.5 4.5h15v11h-15zm0 1 7.5 6 7.5-6',
  chat: 'M3 4h14v9.5H9.5L6 16.8V13.5H3z',
  phone: 'M6 3 3.5 4.5c0 6.5 5.5 12 12 12L17 14l-3.8-2.3-2 1.6c-2-.9-3.6-2.5-4.5-4.5l1.6-2z',
  form: 'M4 3h12v14H4zM7 7h6M7 10h6M7 13h3',
  star: 'm10 3 2.2 4.6 5 .7-3.6 3.5.9 5-4.5-2.4L5.5 16.8l.9-5L2.8 8.3l5-.7z',
  code: 'm7 5.5-4.5 4.5L7 14.5m6-9 4.5 4.5-4.5 4.5',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1m1 3.2a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1',
  trash: 'M3.5 5.5h13M8 5.5V3h4v2.5M5 5.5 6 17h8l1-11.5M8.5 8.5v5.5m3-5.5v5.5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  flag: 'M5 17.5V3.5h9.5L12.5 7l2 3.5H5',
  table: 'M3 4h14v12H3zM3 10h14M10 4v12',
  panel: 'M3 4h14v12H3zM12.5 4v12',
} as const
export type IconName = keyof typeof PATHS
const MIRRORED = new Set<IconName>(['back', 'forward', 'chevron', 'reply', 'reopen', 'undo', 'signOut', 'outbox', 'panel'])

export function Icon({ name, size = 20 }: { name: IconName; size?: 14 | 16 | 20 | 24 }) {
  const bold = name === 'more' || name === 'keyboard'
  return (
    <svg
      data-icon={name}
      className={MIRRORED.has(name) ? 'icon mirrored' : 'icon'}
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={bold ? 1.8 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

const CHANNELS: Record<string, IconName> = {
  email: 'mail',
  mail: 'mail',
  web_form: 'form',
  form: 'form',
  'web-form': 'form',
  manual: 'paste',
  api: 'code',
  webhook: 'link',
  hook: 'link',
  import: 'copy',
  chat: 'chat',
  line: 'chat',
  whatsapp: 'chat',
  wechat: 'chat',
  telegram: 'chat',
  sms: 'chat',
  facebook: 'chat',
  instagram: 'chat',
  x: 'globe',
  phone: 'phone',
  voice: 'phone',
  review: 'star',
  reviews: 'star',
  app_store: 'star',
  google: 'star',
  trustpilot: 'star',
  weibo: 'globe',
}
export const channelIcon = (channel: string): IconName => CHANNELS[channel.toLowerCase()] ?? 'chat'
