import { type RefObject, useEffect, useRef } from 'react'

/** Reports whether a hand is on the list: pointer inside, focus inside, or scrolled away from the top. */
export function useHold(scroller: RefObject<HTMLDivElement | null>, setHeld: (held: boolean) => void) {
  const tell = useRef(setHeld)
  tell.current = setHeld
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let inside = false
    const check = () => tell.current(inside || element.contains(document.activeElement) || element.scrollTop > 8)
    const enter = () => {
      inside = true
      check()
    }
    const leave = () => {
      inside = false
      check()
    }
    const later = () => setTimeout(check)
    element.addEventListener('pointermove', enter, { passive: true })
    element.addEventListener('pointerleave', leave)
    element.addEventListener('focusin', check)
    element.addEventListener('focusout', later)
    element.addEventListener('scroll', check, { passive: true })
    return () => {
      element.removeEventListener('pointermove', enter)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('focusin', check)
      element.removeEventListener('focusout', later)
      element.removeEventListener('scroll', check)
    }
  }, [scroller])
}
