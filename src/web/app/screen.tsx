import { Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holders } from '../../domain/rights'
import { opens, screenAt } from '../../domain/screens'
import { useMe, useRights } from '../data/queries'
import { Empty } from '../parts/states'
import { WhoGrants } from '../parts/who-grants'

/** The screen of this address, or, for whoever may not open it, what they lack and who can give it. */
export function Screen() {
  const { t } = useTranslation()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const me = useMe()
  const rights = useRights()
  const screen = screenAt(path)
  if (!me || !screen || opens(screen, rights)) return <Outlet />
  const name = t(`rail.screen.${screen.id}`)
  const roles = screen.needs === null ? [] : holders(screen.needs).map((role) => t(`words.role.${role}`))
  return (
    <Empty icon="lock" title={t('rail.forbidden', { screen: name })}>
      <p>{t('rail.openTo', { roles: roles.join(t('rail.comma')) })}</p>
      <WhoGrants what={name} />
    </Empty>
  )
}
