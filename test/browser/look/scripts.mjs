/** Questions about Thai and about right-to-left pages. Needs `look`. */
globalThis.scripts = (() => {
  const STACKED = [...new Intl.Segmenter('th').segment('ปู่ญี่ปุ๊ กี่ปี๊บ ที่นี้ ฎุฏู่')].map(({ segment }) => segment)
  const graphemes = (text) => [...new Intl.Segmenter('th').segment(text.trim())].length
  const stacked = (count) => Array.from({ length: count }, (_, i) => STACKED[i % STACKED.length]).join('')
  const clips = (style) => /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY)

  const changes = []
  /** Puts back what the questions about Thai changed: the page goes on to the next screen. */
  const restore = () => {
    for (const undo of changes.splice(0)) undo()
  }

  /** Puts words with marks above and below into every place that holds words, no longer than what stood there. */
  function writeThai() {
    let written = 0
    for (const { element, node } of globalThis.look.texts()) {
      if (element.closest('svg, kbd, time, .dur, .num, .id')) continue
      const box = element.closest('.trunc') ?? element
      const before = node.data
      changes.push(() => (node.data = before))
      node.data = stacked(graphemes(before))
      for (let count = graphemes(node.data); count > 1 && box.scrollWidth > box.clientWidth; count = Math.ceil(count / 2))
        node.data = stacked(Math.ceil(count / 2))
      written += 1
    }
    return written
  }

  /** Lets every box that cuts words paint a finger's breadth beyond its edge. Nothing moves: only what was cut off would appear. */
  function open() {
    const cutting = [...document.querySelectorAll('body :not(svg, svg *, select, input, textarea)')].filter((element) => {
      const style = getComputedStyle(element)
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY)
      return clips(style) && !scrolls && element.textContent.trim() !== '' && globalThis.look.shown(element)
    })
    for (const element of cutting) {
      const before = element.getAttribute('style') ?? ''
      changes.push(() => element.setAttribute('style', before))
      element.style.setProperty('overflow', 'clip', 'important')
      element.style.setProperty('overflow-clip-margin', '40px', 'important')
    }
    return cutting.length
  }

  async function pixels(picture) {
    const image = new Image()
    image.src = `data:image/png;base64,${picture}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    return context.getImageData(0, 0, image.width, image.height).data
  }

  /** How many pixels of two pictures differ so that an eye could see it; the soft edges of letters may vary by a shade. */
  async function differ(one, other) {
    const [a, b] = await Promise.all([pixels(one), pixels(other)])
    let count = 0
    for (let i = 0; i < a.length; i += 4) if ([0, 1, 2].some((channel) => Math.abs(a[i + channel] - b[i + channel]) > 40)) count += 1
    return count
  }

  const turned = (element) => new DOMMatrix(getComputedStyle(element).transform).a < 0
  /** Icons that point along the line of reading are turned round where it runs from right to left, and no others. */
  const icons = (along) =>
    [...document.querySelectorAll('svg[data-icon]')]
      .filter((icon) => icon.checkVisibility())
      .filter((icon) => (along.includes(icon.dataset.icon) && getComputedStyle(icon).direction === 'rtl') !== turned(icon))
      .map((icon) => `icon ${icon.dataset.icon} is ${turned(icon) ? '' : 'not '}turned`)

  /** Ids, numbers and addresses must read as they are written: the first letter stands left of the last. */
  function sources() {
    const found = []
    for (const element of document.querySelectorAll('.id, .num')) {
      const node = element.firstChild
      if (!(node instanceof Text) || node.data.trim().length < 2 || !globalThis.look.shown(element)) continue
      const at = (from) => {
        const range = document.createRange()
        range.setStart(node, from)
        range.setEnd(node, from + 1)
        return range.getBoundingClientRect().left
      }
      if (at(0) >= at(node.data.trimEnd().length - 1) || getComputedStyle(element).unicodeBidi !== 'isolate')
        found.push(`out of order: ${globalThis.look.say(element)}`)
    }
    return found
  }

  return { writeThai, open, restore, differ, icons, sources }
})()
