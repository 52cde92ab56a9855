import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerRow } from '../customers/queries'
import { get, query } from '../data/client'
import type { CaseRow, Page } from '../data/types'
import type { BindingId } from '../keys/bindings'
import { active, perform } from '../keys/dispatch'
import { KeyCaps } from '../keys/key'
import { composing } from '../keys/press'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { type Command, matching } from './commands'
import { LOOK, useScreens } from './screens'
import './dialogs.css'

type Props = { opened: boolean; onClose: () => void }

/** Verbs of this screen first, then places, then cases and customers that match: one field, arrows and Enter. */
export function Palette({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} withCloseButton={false} size="lg" padding={0} yOffset="10vh" className="palette">
      {opened && <Inside onClose={onClose} />}
    </Modal>
  )
}

function Inside({ onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const shown = useCommands(words)
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    setTimeout(command.run, 30)
  }
  useEffect(() => {
    document.getElementById(`${id}${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (composing(event.nativeEvent)) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) setAt((at + by + shown.length) % Math.max(shown.length, 1))
    else if (event.key === 'Enter') run(shown[at])
    else return
    event.preventDefault()
  }
  const onClick = (event: React.MouseEvent) =>
    run(shown[Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index)])
  return (
    <>
      <div className="palette-field">
        <Icon name="search" size={20} />
        <input
          data-autofocus
          role="combobox"
          aria-label={t('shell.searchOrDo')}
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-activedescendant={shown[at] ? `${id}${at}` : undefined}
          aria-autocomplete="list"
          placeholder={t('shell.searchOrDo')}
          value={words}
          dir="auto"
          onChange={(event) => {
            setWords(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        className="palette-list"
        role="listbox"
        tabIndex={-1}
        id={`${id}list`}
        aria-label={t('shell.found')}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {shown.map((command, i) => (
          <div
            key={command.id}
            id={`${id}${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            data-index={i}
            className="palette-item"
          >
            <Named of={command} />
            {command.keys && <KeyCaps keys={command.keys} />}
          </div>
        ))}
      </div>
      {shown.length === 0 && (
        <p className="palette-none muted" role="status">
          {t('shell.nothingFound')}
        </p>
      )}
    </>
  )
}

function Named({ of }: { of: Command }) {
  if (of.case) return <FoundCase row={of.case} />
  return of.customer ? <FoundCustomer of={of.customer} /> : <span className="palette-name">{of.name}</span>
}

/** Verbs of the screen, then places and settings, then cases and customers that match what is typed. */
function useCommands(words: string): Command[] {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const [bindings] = useState(active)
  const english = i18n.getFixedT('en')
  const deeds: Command[] = bindings
    .filter((binding) => binding.id !== 'palette')
    .map((binding) => ({
      id: binding.id,
      name: t(`keys.does.${binding.id}`),
      alias: `${english(`keys.does.${binding.id}`)} ${binding.id}`,
      keys: binding.keys,
      run: () => perform(binding.id as BindingId),
    }))
  const places = usePlaces()
  const wanted = useDeferredValue(words.trim())
  const cases = useFound<CaseRow>('/cases', { q: wanted, within: 'head', kind: 'all', limit: 6 })
  const customers = useFound<CustomerRow>('/customers', { q: wanted, limit: 4 })
  const known: Command[] = customers.map((customer) => ({
    ...{ id: customer.id, name: customer.name ?? '', alias: '', keys: null, customer },
    run: () => void navigate({ to: '/customers/$id', params: { id: customer.id } }),
  }))
  const found: Command[] = cases.map((one) => ({
    id: one.id,
    name: one.reference,
    alias: '',
    keys: null,
    case: one,
    run: () => void navigate({ to: '/cases/$ref', params: { ref: one.reference } }),
  }))
  return [...matching([...deeds, ...places], words), ...found, ...known]
}

/** Screens that no key goes to; those with a key are listed with it among the deeds. */
function usePlaces(): Command[] {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const english = i18n.getFixedT('en')
  return useScreens()
    .filter(({ id }) => LOOK[id].go === null)
    .map(({ id, path }) => ({
      id: `screen-${id}`,
      name: t('rail.goTo', { screen: t(`rail.screen.${id}`) }),
      alias: english('rail.goTo', { screen: english(`rail.screen.${id}`) }),
      keys: null,
      run: () => void navigate({ to: path }),
    }))
}

function FoundCase({ row }: { row: CaseRow }) {
  return (
    <>
      <SeverityMark of={row.severity} word={false} size={18} />
      <bdi className="id strong">{row.reference}</bdi>
      <span className="trunc muted" dir="auto">
        {row.summary}
      </span>
    </>
  )
}

function FoundCustomer({ of }: { of: CustomerRow }) {
  const { t } = useTranslation()
  return (
    <>
      <Icon name="person" size={20} />
      <bdi className="strong">{of.name ?? t('words.unknownPerson')}</bdi>
      <bdi className="trunc muted" dir="ltr">
        {of.identities[0]?.shown}
      </bdi>
    </>
  )
}

/** What a list finds for the words; nothing before there are two letters. */
function useFound<Row>(path: string, asked: { q: string } & Record<string, string | number>): readonly Row[] {
  const enough = asked.q.length >= 2
  const { data } = useQuery({
    queryKey: ['palette', path, asked.q],
    queryFn: ({ signal }) => get<Page<Row>>(query(path, asked), signal),
    enabled: enough,
    staleTime: 10_000,
  })
  return enough ? (data?.data ?? []) : []
}
