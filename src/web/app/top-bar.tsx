import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { StreamContext } from '../data/live'
import { useNow } from '../data/now'
import { useMe } from '../data/queries'
import { LANGUAGES, type Language, settings, type Theme } from '../data/settings'
import { Key } from '../keys/key'
import { Icon, type IconName } from '../look/icons'
import { clockTime } from '../words/dates'
import { currentLanguage, OWN_NAMES, speak } from '../words/i18n'
import { useReading } from '../words/use-reading'
import type { Open } from './shell'

export function TopBar({ open }: { open: (what: Open) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <header className="top">
      <a className="top-brand" href="/">
        <img src="/mark.svg" alt="" width={24} height={24} />
        <span className="top-name" aria-hidden="true">
          Redress
        </span>
        <span className="top-name visually-hidden">Redress</span>
      </a>
      <span className="top-tenant trunc">{me?.tenant.name}</span>
      <button type="button" className="top-search" onClick={() => open('palette')}>
        <Icon name="search" size={16} />
        <span className="trunc">{t('shell.searchOrDo')}</span>
        <Key of="palette" />
      </button>
      <LiveDot />
      <Tooltip label={t('shell.keys')}>
        <ActionIcon className="top-keys" variant="subtle" size="lg" color="gray" aria-label={t('shell.keys')} onClick={() => open('sheet')}>
          <Icon name="keyboard" />
        </ActionIcon>
      </Tooltip>
      <LanguageMenu />
      <ThemeMenu />
      <MeMenu open={open} />
    </header>
  )
}

/** Speaks up only when the stream has been silent for some seconds; a short gap is nobody's business. */
function LiveDot() {
  const { t } = useTranslation()
  const { live, since } = useContext(StreamContext)
  const now = useNow(5000)
  const reading = useReading()
  if (live || now - since < 4000) return null
  return (
    <span className="top-stale" role="status">
      {t('shell.stale', { time: clockTime(since, reading) })}
    </span>
  )
}

function LanguageMenu() {
  const { t } = useTranslation()
  const now = currentLanguage()
  const choose = (language: Language) => {
    settings.set({ language })
    void speak(language)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="top-button" aria-label={`${t('shell.language')}: ${OWN_NAMES[now]}`}>
          <Icon name="language" />
          <span className="top-word" lang={now}>
            {OWN_NAMES[now]}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => choose(language)}
            rightSection={language === now ? <Icon name="check" size={16} /> : null}
          >
            {OWN_NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const THEMES: [Theme, IconName][] = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['auto', 'system'],
]
function ThemeMenu() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" color="gray" aria-label={t('shell.theme.title')}>
          <Icon name={THEMES.find(([name]) => name === colorScheme)?.[1] ?? 'system'} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {THEMES.map(([name, icon]) => (
          <Menu.Item
            key={name}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => setColorScheme(name)}
            rightSection={name === colorScheme ? <Icon name="check" size={16} /> : null}
          >
            {t(`shell.theme.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function MeMenu({ open }: { open: (what: Open) => void }) {
  const { t } = useTranslation()
  const user = useMe()?.user
  const signOut = async () => {
    await fetch('/sign-out', { method: 'POST', headers: { 'x-redress': '1' }, credentials: 'same-origin' }).catch(() => undefined)
    location.assign('/sign-in')
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className="top-button">
          <span className="top-face">{initials(user?.name ?? '')}</span>
          <span className="visually-hidden">{t('shell.me', { name: user?.name ?? '' })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi className="strong">{user?.name}</bdi>
          <div>{user && t(`words.role.${user.role}`)}</div>
        </Menu.Label>
        <Menu.Item component={Link} to="/settings/me" leftSection={<Icon name="settings" size={16} />}>
          {t('shell.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="keyboard" size={16} />} rightSection={<Key of="sheet" />} onClick={() => open('sheet')}>
          {t('shell.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="signOut" size={16} />} onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const initials = (name: string) => {
  const parts = name.trim().split(/\s+/)
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]]
  return letters.map((part) => [...new Intl.Segmenter().segment(part ?? '')][0]?.segment ?? '').join('')
}
