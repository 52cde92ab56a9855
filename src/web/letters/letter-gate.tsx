import { useTranslation } from 'react-i18next'
import type { LetterKind } from '../../domain/letters/letter'
import { Icon } from '../look/icons'
import { fieldId } from './letter-fields'
import { type Field, type Lack, type LetterPreview, lacksOf } from './letters'

/** Why the letter may not leave yet, each reason with its paragraph and the way to the field that mends it. */
export function LetterGate({ kind, preview }: { kind: LetterKind; preview: LetterPreview }) {
  const { t } = useTranslation()
  const rules = useRules()
  const lacks = lacksOf(preview)
  const [must, should] = [lacks.filter((one) => one.must), lacks.filter((one) => !one.must)]
  const by = rules(preview.fits.find((fit) => fit.kind === kind)?.by ?? [])
  return (
    <div id="letter-gate" role="status" className="letter-gate" data-letter-gate={preview.may_leave ? 'open' : preview.refused}>
      {preview.refused === 'too_late' && (
        <Stop field="kind" go={t('letter.goKind')}>
          {t(`letter.late.${kind}`, { rules: by, defaultValue: t('letter.late.delay_notice', { rules: by }) })}
        </Stop>
      )}
      {preview.refused === 'no_ground' && (
        <Stop field="grounds" go={t('letter.go')}>
          {t('letter.noGround', { rules: by })}
        </Stop>
      )}
      {must.length > 0 && preview.refused !== 'too_late' && <Lacks title={t('letter.lacks')} of={must} />}
      {preview.may_leave && (
        <p className="letter-whole">
          <Icon name="check" size={16} /> {t('letter.whole')}
        </p>
      )}
      {should.length > 0 && <Lacks title={t('letter.advised')} of={should} />}
    </div>
  )
}

const goTo = (field: Field) => {
  const element = document.getElementById(fieldId(field))
  element?.scrollIntoView({ block: 'center' })
  element?.focus({ preventScroll: true })
}

function Stop({ field, go, children }: { field: Field; go: string; children: string }) {
  return (
    <p className="letter-stop">
      <Icon name="warning" size={16} />
      <span>
        {children}{' '}
        <button type="button" className="link-button" onClick={() => goTo(field)} data-go={field}>
          {go}
        </button>
      </span>
    </p>
  )
}

function Lacks({ title, of }: { title: string; of: readonly Lack[] }) {
  const { t } = useTranslation()
  const rules = useRules()
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {of.map(({ block, by, field, why, must }) => (
          <li key={block} data-lack={block} data-must={must}>
            {field ? (
              <button type="button" className="link-button" onClick={() => goTo(field)} data-go={field}>
                {t(`letter.block.${block}`)}
              </button>
            ) : (
              <span className="strong">{t(`letter.block.${block}`)}</span>
            )}
            {by.length > 0 && <span className="muted small"> {rules(by)}</span>}
            {why && <span className="muted small letter-why">{t(`letter.unknown.${why}`)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Paragraphs with the rule books that they stand in, each isolated from the direction of the sentence. */
function useRules() {
  const { t } = useTranslation()
  return (by: readonly { regime: string; reference: string }[]) => {
    const named = by.map(({ regime, reference }) => `\u2068${reference} (${t(`words.book.${regime}`, { defaultValue: regime })})\u2069`)
    return [...new Set(named)].join(t('saved.comma'))
  }
}
