/** What the focus looks like where it is now, asked after each press of the Tab key, and the order of its stops. Needs `look`. */
globalThis.tabbing = (() => {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  const light = ([r = 0, g = 0, b = 0]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x)
    return (high + 0.05) / (low + 0.05)
  }
  const behind = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(box).backgroundColor)
      if (a > 0.9 && r !== undefined) return [r, g, b]
    }
    return [255, 255, 255]
  }

  /** The ring is the element's own outline, or the shadow of the box that stands for it. */
  function ring(element) {
    const style = getComputedStyle(element)
    const wide = Number.parseFloat(style.outlineWidth)
    if (style.outlineStyle !== 'none' && wide >= 2)
      return contrast(channels(style.outlineColor), behind(element)) >= 3 ? '' : 'a faint ring'
    for (let box = element; box && box !== document.body; box = box.parentElement)
      if (/\b2px\b/.test(getComputedStyle(box).boxShadow) || Number.parseFloat(getComputedStyle(box).outlineWidth) >= 2) return ''
    return 'no ring'
  }

  /** Covered is what no pointer could reach at any of nine places. */
  function covered(element) {
    const { left, top, width, height } = element.getBoundingClientRect()
    for (const x of [0.1, 0.5, 0.9])
      for (const y of [0.15, 0.5, 0.85]) {
        const hit = document.elementFromPoint(left + width * x, top + height * y)
        if (hit && globalThis.look.related(hit, element)) return false
        if (hit?.closest('label')?.contains(element)) return false
      }
    return true
  }

  const visited = []
  /** The stop where the focus is now; null where it has left the page or come round. */
  function stop() {
    const element = document.activeElement
    if (!element || element === document.body || visited.includes(element)) return null
    visited.push(element)
    const name = globalThis.look.say(element, element.getAttribute('aria-label') ?? element.textContent)
    return [ring(element), covered(element) ? 'covered' : ''].filter(Boolean).map((what) => `${what}: ${name}`)
  }

  /** Stops that the page shows before the stop that came earlier; asked at the end, since a live page grows meanwhile. */
  const jumps = () =>
    visited
      .filter(({ isConnected }) => isConnected)
      .flatMap((element, i, all) =>
        i > 0 && all[i - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING
          ? [`${globalThis.look.say(all[i - 1])} comes before ${globalThis.look.say(element)}`]
          : [],
      )

  return { stop, jumps }
})()
