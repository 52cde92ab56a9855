import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../../data/client'
import { When } from '../../words/when'
import { Loaded, Part } from '../parts'

type Correction = { message_id: string; excerpt: string; lang: string; complaint: boolean; at: string; by: string }

/** What people corrected, newest first: this is what is learned from. */
export function Corrections() {
  const { t } = useTranslation()
  const corrections = useQuery({
    queryKey: ['corrections'],
    queryFn: ({ signal }) => get<{ data: Correction[] }>('/detector/corrections', signal),
  })
  return (
    <Part title={t('teach.corrections')} what={t('teach.correctionsWhat')}>
      <Loaded query={corrections} what={t('teach.corrections')}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('teach.noCorrections')}</p>
          ) : (
            <ul className="set-rows">
              {data.map((one) => (
                <li key={one.message_id} className="set-row">
                  <span className="set-row-main">
                    <a className="set-link" href={`/inbox?open=${one.message_id}`} lang={one.lang} dir="auto">
                      <bdi>{one.excerpt}</bdi>
                    </a>
                    <span className="small muted">
                      <bdi>{one.by}</bdi> · <When at={one.at} />
                    </span>
                  </span>
                  <span className="chip">{t(one.complaint ? 'words.kind.complaint' : 'words.kind.not_a_case')}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Part>
  )
}
