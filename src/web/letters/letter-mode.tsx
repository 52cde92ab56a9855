import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { perform } from '../keys/dispatch'
import { Key } from '../keys/key'
import { Icon } from '../look/icons'
import { letterOf } from './letter-draft'

/** A letter beside the other ways to write; it has a window of its own, where the rule books of the case are at hand. */
export function LetterMode({ caseId }: { caseId: string }) {
  const { t } = useTranslation()
  const draft = letterOf(caseId)
  useSyncExternalStore(draft.subscribe, draft.get)
  return (
    <button type="button" className="mode" data-mode="letter" onClick={() => perform('letter')}>
      <Icon name="mail" size={16} />
      <span>{t('letter.one')}</span>
      {draft.holds() && <span className="mode-draft micro">{t('writing.draft')}</span>}
      <Key of="letter" />
    </button>
  )
}
