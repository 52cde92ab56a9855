import { expect, test } from 'vitest'
import { CHAT_BYTES, chatFiles, chatWindow, packed } from './chat-window.mjs'

test('the chat button and its window stay below 40 kB packed, the button alone far below', async () => {
  const files = await chatFiles()
  expect(CHAT_BYTES).toBe(40_000)
  expect(packed(files)).toBeLessThanOrEqual(CHAT_BYTES)
  const button = packed({ button: files['assets/chat-button.js'] })
  expect(button).toBeGreaterThan(500)
  expect(button).toBeLessThan(5_000)
})

test('the button leaves no name behind on the page that carries it, and a window that is too heavy fails the build', async () => {
  const { 'assets/chat-button.js': button } = await chatFiles()
  expect(button).toMatch(/^"use strict";\(\(\)=>\{/)
  const said = []
  await chatWindow(1_000).generateBundle.call({ error: (why) => said.push(why), emitFile: () => undefined })
  expect(said).toEqual([expect.stringMatching(/packed bytes; 1000 are allowed/)])
})
