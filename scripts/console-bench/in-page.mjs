/** What the page itself can say about its speed. Runs in the browser as plain script and leaves `bench` behind. */
globalThis.bench = (() => {
  const durations = []
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') durations.push(duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: false })

  const tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  let shifts = 0
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifts += value
  }).observe({ type: 'layout-shift' })

  const frame = () => new Promise((go) => requestAnimationFrame(go))
  const PATIENCE_MS = 10_000
  /** From now until something is painted that `ready` waits for; ten seconds are the end of patience. */
  async function until(ready) {
    const from = performance.now()
    while (!ready() && performance.now() - from < PATIENCE_MS) await frame()
    await frame()
    return performance.now() - from
  }

  /** Scrolls a list by its own pixels for some time; answers with the time between frames and the longest time without a row. */
  async function scroll(selector, forMs) {
    const box = document.querySelector(selector)
    const frames = []
    let blank = 0
    let longest = 0
    for (let from = performance.now(), last = from; last - from < forMs; ) {
      box.scrollTop += 40
      const now = await frame()
      const { left, top, width, height } = box.getBoundingClientRect()
      const seen = document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.row')
      blank = seen ? 0 : blank + now - last
      longest = Math.max(longest, blank)
      if (now > last) frames.push(now - last)
      last = Math.max(now, last)
    }
    return { frames, longest, heap: performance.memory?.usedJSHeapSize ?? 0 }
  }

  return { durations, tasks, shifts: () => shifts, until, scroll, heap: () => performance.memory?.usedJSHeapSize ?? 0 }
})()
