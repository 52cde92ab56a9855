import * as real from '../../../src/notify/senders'

export * from '../../../src/notify/senders'

/** No sabotage: shorter patience with a provider, and a place to stop or kill the process right after something has left. */
export const createSender: typeof real.createSender = (notifier, house) => {
  const patience = Number(process.env.REDRESS_SEND_TIMEOUT_MS)
  const sender = real.createSender(notifier, patience > 0 ? { ...house, timeoutMs: patience } : house)
  return {
    ...sender,
    send: async (notice, signal) => {
      const outcome = await sender.send(notice, signal)
      const after = process.env.REDRESS_AFTER_SEND as NodeJS.Signals | undefined
      if (after) {
        delete process.env.REDRESS_AFTER_SEND
        process.kill(process.pid, after)
        await new Promise(() => undefined)
      }
      return outcome
    },
  }
}
