/**
 * What can be wrong with a picture, asked of the page itself. Runs inside the browser as plain script and leaves `look` behind; every
 * question answers with one line for each finding, nothing where all is well.
 */
globalThis.look = (() => {
  const words = (element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`
  const say = (element, text = element.textContent ?? '') => `${words(element)} “${text.trim().replace(/\s+/g, ' ').slice(0, 50)}”`
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.visually-hidden, .away, .skip, [inert]') &&
    getComputedStyle(element).clipPath !== 'inset(50%)'

  /** Every piece of text that a person can see, with the boxes of its lines. */
  function texts() {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!node.data.trim() || !element || /^(SCRIPT|STYLE|NOSCRIPT|OPTION|TITLE)$/.test(element.tagName) || !shown(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
      if (boxes.length > 0) found.push({ element, node, text: node.data, boxes })
    }
    return found
  }

  const scrolls = (style, axis) => /auto|scroll/.test(style[`overflow${axis}`])
  const hides = (style, axis) => /hidden|clip/.test(style[`overflow${axis}`])

  /** Whether a box hides some of this text where nobody can scroll to it; an ellipsis sideways is said openly and therefore fine. */
  function cutBy(box, line, style) {
    const edge = box.getBoundingClientRect()
    const margin = style.overflowX === 'clip' ? Number.parseFloat(style.overflowClipMargin) || 0 : 0
    const sideways = line.left < edge.left - margin - 1.5 || line.right > edge.right + margin + 1.5
    const upright = line.top < edge.top - margin - 1.5 || line.bottom > edge.bottom + margin + 1.5
    const lines = style.webkitLineClamp !== 'none'
    return (sideways && hides(style, 'X') && style.textOverflow !== 'ellipsis') || (upright && hides(style, 'Y') && !lines)
  }

  /** Text that a box hides, and text that leaves the window sideways. */
  function cut() {
    const found = []
    for (const { element, text, boxes } of texts()) {
      let inScroller = false
      for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
        const style = getComputedStyle(box)
        if (scrolls(style, 'X')) inScroller = true
        if (scrolls(style, 'X') || scrolls(style, 'Y')) break
        if (boxes.some((line) => cutBy(box, line, style))) {
          found.push(`cut: ${say(element, text)} by ${words(box)}`)
          break
        }
      }
      const ellipsis = element.closest('.trunc') !== null
      if (!inScroller && !ellipsis && boxes.some(({ left, right }) => left < -1 || right > document.documentElement.clientWidth + 1))
        found.push(`outside the window: ${say(element, text)}`)
    }
    return found
  }

  const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2]
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight
  const related = (a, b) => a.contains(b) || b.contains(a)

  /** What is left of a line when all boxes around it have cut off what they do not show. */
  function seen(element, line) {
    let { left, right, top, bottom } = line
    for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box)
      const edge = box.getBoundingClientRect()
      if (style.overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)]
      if (style.overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)]
    }
    return { left, right, top, bottom, height: bottom - top }
  }

  /** Pairs of texts that are both seen and lie on each other. */
  function overlaps() {
    const lines = texts()
      .flatMap(({ element, text, boxes }) => boxes.map((box) => ({ element, text, box: seen(element, box) })))
      .filter(({ element, box }) => {
        const [x, y] = middle(box)
        const top = inside(x, y) ? document.elementFromPoint(x, y) : null
        return top !== null && related(top, element)
      })
    const found = new Set()
    for (const [i, a] of lines.entries()) {
      for (const b of lines.slice(i + 1)) {
        if (a.element === b.element) continue
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        if (across > 3 && down > 0.45 * Math.min(a.box.height, b.box.height))
          found.add(`overlap: ${say(a.element, a.text)} and ${say(b.element, b.text)}`)
      }
    }
    return [...found]
  }

  const TARGETS = 'a[href], button, input, select, textarea, summary, [role="option"], [role="menuitem"], [role="tab"], [role="switch"]'
  const inSentence = (element) =>
    element.tagName === 'A' &&
    getComputedStyle(element).display === 'inline' &&
    (element.parentElement?.textContent ?? '').trim().length > (element.textContent ?? '').trim().length

  /** A link may stand for the whole row: its layer, laid over the box that it belongs to, is what is pressed. */
  function pressed(element) {
    const layer = getComputedStyle(element, '::after')
    const whole = layer.position === 'absolute' && layer.insetBlockStart === '0px' && layer.insetInlineStart === '0px'
    return (whole ? (element.offsetParent ?? element) : element).getBoundingClientRect()
  }

  /** What is pressed with a pointer and smaller than `least` pixels; a field inside its label counts as large as the label. */
  function targets(least) {
    return [...document.querySelectorAll(TARGETS)]
      .filter((element) => shown(element) && !element.disabled && !inSentence(element) && element.getAttribute('type') !== 'hidden')
      .flatMap((element) => {
        const own = pressed(element)
        const label = element.closest('label') ?? (element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null)
        const ticks = /^(checkbox|radio|file)$/.test(element.getAttribute('type') ?? '')
        const { width, height } = ticks && label ? label.getBoundingClientRect() : own
        if (own.width === 0 || (width >= least - 0.5 && height >= least - 0.5)) return []
        return [
          `target of ${Math.round(width)}×${Math.round(height)}: ${say(element, element.getAttribute('aria-label') ?? element.textContent)}`,
        ]
      })
  }

  /** Rows of buttons, tables and code may be moved sideways in a box of their own. */
  const MAY_SCROLL = '.filters, table, pre, [role="grid"], [role="tablist"], .rail, [data-sideways], textarea, input'
  const sideways = () => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const boxes = [...document.querySelectorAll('body *')].filter(
      (box) => scrolls(getComputedStyle(box), 'X') && box.scrollWidth > box.clientWidth + 1 && shown(box) && !box.closest(MAY_SCROLL),
    )
    return [
      ...(over > 0 ? [`the page scrolls sideways by ${over} px`] : []),
      ...boxes.map((box) => `${words(box)} scrolls sideways by ${box.scrollWidth - box.clientWidth} px`),
    ]
  }

  return { texts, cut, overlaps, targets, sideways, say, shown, related }
})()
