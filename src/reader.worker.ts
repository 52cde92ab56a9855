import { parentPort, workerData } from 'node:worker_threads'
import { loadDetector } from './detection/detect'
import type { Asked, Told } from './reader'

const detector = loadDetector((workerData as { modelsDir: string }).modelsDir)

/** One bad message must not cost its neighbours their findings. */
function reading([text, lang, open]: Asked['messages'][number]): Told['readings'][number] {
  try {
    return detector.detect(text, { lang, public: open })
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/** One string crosses between threads several times quicker than the many small objects that it stands for. */
parentPort?.on('message', ({ id, messages }: Asked) => {
  parentPort?.postMessage({ id, readings: JSON.stringify(messages.map(reading)) })
})
