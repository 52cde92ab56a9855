import { Modal } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { title: string; close: () => void; onKeyDown?: (event: KeyboardEvent) => void; size?: string; children: ReactNode }

/** A dialog that is there for as long as it is asked for; then the focus is where it was before. */
export function Dialog({ title, close, onKeyDown, size = 'md', children }: Props) {
  const { t } = useTranslation()
  useFocusBack()
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
      {...(onKeyDown ? { onKeyDown } : {})}
    >
      {children}
    </Modal>
  )
}

let opener: Element | null = null
/** A menu is gone by the time that its dialog closes; the button that opened it is there. */
const menuButton = (at: Element | null) => document.getElementById(at?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? '')

/** A dialog that follows another goes back to where the first one came from. */
function useFocusBack() {
  const [from] = useState(() => {
    const at = document.activeElement
    if (!at?.closest('[role="dialog"]')) opener = menuButton(at) ?? at
    return opener
  })
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body && from instanceof HTMLElement) from.focus({ preventScroll: true })
      })
    },
    [from],
  )
}
