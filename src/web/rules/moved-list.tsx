import { useTranslation } from 'react-i18next'
import { useRuleWords } from '../words/use-rule-words'
import { useTitles } from '../words/use-titles'
import type { Moved } from './moved'
import type { Came } from './use-telling'

/** Which clocks stand otherwise now: each in a sentence, with its date before and after. */
export function MovedList({ moved }: { moved: Came }) {
  const { t } = useTranslation()
  if (moved === null) return <p className="due">{t('states.failed', { what: t('case.clocks') })}</p>
  if (moved.length === 0) return <p className="muted">{t('rules.nothingMoved')}</p>
  return (
    <ul className="rules-moved">
      {moved.map((one) => (
        <li key={one.clock.id} data-moved={one.how}>
          <OneMoved {...one} />
        </li>
      ))}
    </ul>
  )
}

/** A date is one of its rule book's zone; what was done was done on the clock of the desk. */
function OneMoved({ clock, how, was }: Moved) {
  const { t } = useTranslation()
  const words = useRuleWords(clock.time_zone)
  const here = useRuleWords()
  const titles = useTitles()
  const at = (moment: string | null) => (moment === null ? t('rules.noDate') : words.moment(moment))
  return (
    <>
      <span className="strong">{t(`words.clockLong.${clock.kind}`, { defaultValue: titles.milestone(clock.title) })}</span>{' '}
      <span className="muted">
        <bdi>{t(`words.book.${clock.regime}`, { defaultValue: clock.regime })}</bdi>
      </span>
      <span className="rules-how">
        {t(`rules.how.${how}`, { due: at(clock.due_at), was: at(was), met: clock.met_at ? here.moment(clock.met_at) : '' })}
      </span>
    </>
  )
}
