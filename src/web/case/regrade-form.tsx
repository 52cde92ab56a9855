import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Severity } from '../../domain/finding'
import { SeverityPicks } from '../parts/severity-picks'
import { DeedDialog } from './deed-dialog'
import type { DeedProps } from './deeds'
import { WordsField } from './words-field'

/** How grave the case is, as a person sees it. Making it milder asks why; whether the detector learns from it is said here too. */
export function RegradeForm({ one, close, act, pending, problem }: DeedProps) {
  const { t } = useTranslation()
  const [severity, setSeverity] = useState<Severity>(one.severity)
  const [reason, setReason] = useState('')
  const [teach, setTeach] = useState(true)
  const milder = severity > one.severity
  return (
    <DeedDialog
      close={close}
      pending={pending}
      problem={problem}
      title={t('deeds.what.regrade')}
      verb={t('regrade.verb')}
      ready={severity !== one.severity && (!milder || reason.trim() !== '')}
      onSubmit={() =>
        act({ path: 'severity', body: { severity, teach, reason: reason.trim() || null }, said: t('regrade.done', { severity }) })
      }
    >
      <fieldset className="deed-picks">
        <legend className="visually-hidden">{t('correction.severity')}</legend>
        <SeverityPicks picked={severity} pick={setSeverity} first={one.severity} />
      </fieldset>
      <WordsField
        label={t('deeds.reason')}
        description={milder ? t('regrade.milder') : undefined}
        required={milder}
        minRows={1}
        value={reason}
        change={setReason}
      />
      <label className="pick">
        <input type="checkbox" name="teach" checked={teach} onChange={(event) => setTeach(event.currentTarget.checked)} />
        <span>{t('regrade.teach')}</span>
      </label>
    </DeedDialog>
  )
}
