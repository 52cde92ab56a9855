import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../parts/states'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty icon="search" title={t('states.noPage')}>
      <Link to="/inbox">{t('states.toInbox')}</Link>
    </Empty>
  )
}
