import { getDemo } from './chat/demo'
import { getFile } from './chat/files'
import { getLoader, getWindow } from './chat/page'
import { postMessage } from './chat/say'
import { postSignals } from './chat/signals'
import { getMessages, getStream } from './chat/stream'
import { postVisitor } from './chat/visitor'
import { getSignedStatus } from './pages/status'
import { getSurvey, postSurvey } from './pages/survey'
import type { Route } from './route'

const at = (more = '') => `/chat/:slug${more}`
const open = { who: 'public' } as const

/** The chat window on a firm's own pages. All but the page itself and the first token want the visitor's token. */
export const CHAT_ROUTES: Route[] = [
  { ...open, method: 'GET', url: '/chat.js', summary: "The chat button for a firm's pages", handle: getLoader },
  { ...open, method: 'GET', url: at(), summary: 'The chat window of a firm', handle: getWindow },
  { ...open, method: 'POST', url: at('/visitors'), summary: 'Begin a conversation', handle: postVisitor, bodyLimit: 1024 },
  { ...open, method: 'GET', url: at('/messages'), summary: 'What was said in this conversation', handle: getMessages },
  {
    ...open,
    method: 'POST',
    url: at('/messages'),
    summary: 'Say something, with or without files',
    handle: postMessage,
    bodyLimit: 65_536,
  },
  { ...open, method: 'POST', url: at('/signals'), summary: 'The visitor writes, or has read', handle: postSignals, bodyLimit: 1024 },
  { ...open, method: 'GET', url: at('/files/:file'), summary: 'A file of this conversation', handle: getFile },
  { ...open, method: 'GET', url: at('/stream'), summary: 'What is said, as it is said', handle: getStream },
  { ...open, method: 'GET', url: '/demo/chat', summary: 'A page of the sample firm with its chat button', handle: getDemo },
  { ...open, method: 'GET', url: '/survey/:token', summary: 'How did we do? By a signed link; looking changes nothing', handle: getSurvey },
  { ...open, method: 'POST', url: '/survey/:token', summary: 'Answer it', handle: postSurvey },
  { ...open, method: 'GET', url: '/status/:token', summary: 'One complaint, by a signed link', handle: getSignedStatus },
]
