/** The few words on somebody else's page. They travel inside the script, so that nothing else is fetched before somebody opens the window. */
export const WORDS = {
  en: { label: 'Chat', open: 'Chat with us', close: 'Close the chat', unread: 'new' },
  th: { label: 'แชต', open: 'แชตกับเรา', close: 'ปิดแชต', unread: 'ใหม่' },
  zh: { label: '咨询', open: '在线咨询', close: '关闭聊天', unread: '条新消息' },
  fa: { label: 'گفت‌وگو', open: 'گفت‌وگو با ما', close: 'بستن گفت‌وگو', unread: 'پیام تازه' },
}
export type Tongue = keyof typeof WORDS

/** What the tag asks for, else what the page speaks, else what the browser prefers. */
export function tongueOf(...wishes: (string | undefined)[]): Tongue {
  const tags = wishes.map((wish) => (wish ?? '').slice(0, 2).toLowerCase())
  return tags.find((tag): tag is Tongue => Object.hasOwn(WORDS, tag)) ?? 'en'
}
