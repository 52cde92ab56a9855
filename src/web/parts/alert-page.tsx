import { useTranslation } from 'react-i18next'
import { useMay } from '../data/queries'

/** To the page of an alert as those on call see it, for whoever may act on it. */
export function AlertPage({ id }: { id: string }) {
  const { t } = useTranslation()
  if (!useMay('cases:write')) return null
  return (
    <a className="link-button" href={`/api/v1/alerts/${id}/page`} target="_blank" rel="noreferrer">
      {t('wall.page')}
    </a>
  )
}
