import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Decision, LETTERS, type LetterKind } from '../../domain/letters/letter'
import { useNow } from '../data/now'
import { isLanguage, LANGUAGES } from '../data/settings'
import type { CaseFull } from '../data/types'
import { isoDay, plainDay } from '../words/dates'
import { directionOf } from '../words/direction'
import { useLanguageNames } from '../words/language-names'
import { useReading } from '../words/use-reading'
import { useRuleWords } from '../words/use-rule-words'
import { consentIn, DECIDED, datedIn, type Field, type LetterPreview, type LetterWords, writtenIn } from './letters'

type Edit = (change: Partial<LetterWords>) => void
type Props = { one: CaseFull; kind: LetterKind; words: LetterWords; shown: LetterPreview | undefined; edit: Edit }

const DECISIONS: readonly Decision[] = ['accepted', 'partly', 'rejected']
export const fieldId = (field: Field) => `letter-${field}`

/** What only an author can say; a field is there when letters of this kind usually have it, or a rule book of the case asks for it. */
export function LetterFields({ one, kind, words, shown, edit }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <KindField kind={kind} shown={shown} edit={edit} />
      <LanguageField one={one} words={words} shown={shown} edit={edit} />
      {DECIDED.includes(kind) && <DecisionField words={words} edit={edit} />}
      <GroundsField words={words} grounds={shown?.grounds ?? []} edit={edit} />
      {writtenIn(kind, shown).map((block) => (
        <Words
          key={block}
          field={block}
          label={t(`letter.block.${block}`)}
          text={words.words[block] ?? ''}
          write={(text) => edit({ words: { ...words.words, [block]: text } })}
        />
      ))}
      {datedIn(kind, shown) && <DateField words={words} edit={edit} />}
      {consentIn(shown) && shown?.external_body && (
        <Checkbox
          id={fieldId('consents')}
          checked={words.consents}
          onChange={(event) => edit({ consents: event.currentTarget.checked })}
          label={t('letter.consents', { body: shown.external_body.name })}
        />
      )}
      <Words field="more" label={t('letter.more')} text={words.more} write={(more) => edit({ more })} />
    </>
  )
}

/** The kinds that the case is owed stand first, with their date. */
function KindField({ kind, shown, edit }: Omit<Props, 'one' | 'words'>) {
  const { t } = useTranslation()
  const reading = useReading()
  const fits = shown?.fits ?? []
  const due = (at: string) => plainDay(isoDay(Date.parse(at), reading.timeZone), reading)
  const owed = fits.map(({ kind: value, due_at }) => ({
    value,
    label: due_at ? t('letter.kindUntil', { kind: t(`letter.kind.${value}`), day: due(due_at) }) : t(`letter.kind.${value}`),
  }))
  const others = LETTERS.filter((value) => !fits.some((fit) => fit.kind === value)).map((value) => ({
    value,
    label: t(`letter.kind.${value}`),
  }))
  const groups = [
    { group: t('letter.owed'), items: owed },
    { group: t('letter.other'), items: others },
  ].filter(({ items }) => items.length > 0)
  return (
    <NativeSelect
      id={fieldId('kind')}
      data-autofocus
      label={t('letter.which')}
      value={kind}
      onChange={(event) => edit({ kind: LETTERS.find((one) => one === event.currentTarget.value) ?? null })}
      data={groups}
    />
  )
}

/** The customer's language stands first: it is what a letter is written in unless somebody says otherwise. */
function LanguageField({ one, words, shown, edit }: Omit<Props, 'kind'>) {
  const { t } = useTranslation()
  const names = useLanguageNames()
  const own = isLanguage(one.lang) ? one.lang : null
  const codes = [...LANGUAGES].sort((a, b) => Number(b === own) - Number(a === own))
  return (
    <NativeSelect
      label={t('letter.language')}
      value={words.lang ?? shown?.lang ?? own ?? codes[0]}
      onChange={(event) => edit({ lang: event.currentTarget.value })}
      data={codes.map((value) => ({ value, label: value === own ? t('letter.theirs', { language: names([value]) }) : names([value]) }))}
    />
  )
}

function DecisionField({ words, edit }: Pick<Props, 'words' | 'edit'>) {
  const { t } = useTranslation()
  return (
    <fieldset className="letter-picks">
      <legend>{t('letter.decision')}</legend>
      {DECISIONS.map((value, at) => (
        <label key={value} className="pick">
          <input
            type="radio"
            name="decision"
            {...(at === 0 ? { id: fieldId('decision') } : {})}
            checked={words.decision === value}
            onChange={() => edit({ decision: value })}
          />
          <span>{t(`letter.decided.${value}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** A letter that counts on certain grounds only: whoever writes it confirms one. */
function GroundsField({ words, grounds, edit }: Pick<Props, 'words' | 'edit'> & { grounds: readonly string[] }) {
  const { t } = useTranslation()
  const { asked } = useRuleWords()
  if (grounds.length === 0) return null
  const turn = (name: string, on: boolean) => edit({ grounds: on ? [...words.grounds, name] : words.grounds.filter((one) => one !== name) })
  return (
    <fieldset className="letter-picks letter-grounds">
      <legend>{t('letter.grounds')}</legend>
      {grounds.map((name, at) => (
        <Checkbox
          key={name}
          {...(at === 0 ? { id: fieldId('grounds') } : {})}
          checked={words.grounds.includes(name)}
          onChange={(event) => turn(name, event.currentTarget.checked)}
          label={asked(name)}
        />
      ))}
    </fieldset>
  )
}

/** Today by the desk's clock, and whether the day that is promised is over. */
export function useDay({ expected }: Pick<LetterWords, 'expected'>) {
  const today = isoDay(useNow(60_000), useReading().timeZone)
  return { today, past: expected !== '' && expected < today }
}

function DateField({ words, edit }: Pick<Props, 'words' | 'edit'>) {
  const { t } = useTranslation()
  const reading = useReading()
  const { today, past } = useDay(words)
  const { expected } = words
  return (
    <TextInput
      id={fieldId('expected')}
      type="date"
      min={today}
      label={t('letter.expected')}
      description={expected ? plainDay(expected, reading) : undefined}
      error={past ? t('letter.past') : undefined}
      value={expected}
      onChange={(event) => edit({ expected: event.currentTarget.value })}
    />
  )
}

function Words({ field, label, text, write }: { field: Field; label: string; text: string; write: (text: string) => void }) {
  return (
    <Textarea
      id={fieldId(field)}
      label={label}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={20_000}
      value={text}
      dir={directionOf(text)}
      onChange={(event) => write(event.currentTarget.value)}
    />
  )
}
