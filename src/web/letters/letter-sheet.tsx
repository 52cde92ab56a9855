import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { plainDay } from '../words/dates'
import { chineseType } from '../words/i18n'
import { useReading } from '../words/use-reading'
import type { LetterPreview } from './letters'

/** The letter as the customer will read it: in its own language and direction, whatever the console is in; and whom it sends them to. */
export function LetterSheet({ preview, fresh }: { preview: LetterPreview; fresh: boolean }) {
  const { t } = useTranslation()
  const { lang, dir, subject, body } = preview
  useEffect(() => {
    if (lang === 'zh') void chineseType()
  }, [lang])
  return (
    <>
      <h3 className="letter-reads">{t('letter.reads')}</h3>
      <article className="letter-sheet" lang={lang} dir={dir} aria-label={t('letter.reads')} aria-busy={!fresh} data-letter-sheet>
        <h4>{subject}</h4>
        <div className="letter-body">{body}</div>
      </article>
      <Outside preview={preview} />
    </>
  )
}

/** The external body with its contacts, and the last day for the customer to go there. */
function Outside({ preview: { external_body: body, customer_deadline: deadline, asked } }: { preview: LetterPreview }) {
  const { t } = useTranslation()
  const reading = useReading()
  if (!body || !asked.some(({ block }) => block.startsWith('ext_'))) return null
  const ways = (['web', 'email', 'phone', 'post'] as const).flatMap((way) => (body[way] ? [{ way, value: body[way] }] : []))
  return (
    <dl className="letter-outside small" data-external-body>
      <dt>{t('letter.body')}</dt>
      <dd className="strong">
        <bdi>{body.name}</bdi>
      </dd>
      {ways.map(({ way, value }) => (
        <div key={way}>
          <dt>{t(`letter.way.${way}`)}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
      <dt>{t('letter.deadline')}</dt>
      <dd>{deadline ? <bdi>{plainDay(deadline, reading)}</bdi> : t('letter.noDeadline')}</dd>
    </dl>
  )
}
