import { useTranslation } from 'react-i18next'
import { useMe } from '../../data/queries'
import { Part } from '../parts'
import { Keyboard } from './keyboard'
import { Reading } from './reading'
import { Sessions } from './sessions'
import { Telling } from './telling'
import './me.css'

/** What one person may arrange for themselves: how they read, which keys they press, how they are told, where they are signed in. */
export function Me() {
  const { t } = useTranslation()
  const user = useMe()?.user
  return (
    <>
      <Part title={t('mine.reading')} what={t('mine.readingWhat')}>
        <Reading />
      </Part>
      <Part title={t('settings.keyboard')} what={t('mine.keyboardWhat')}>
        <Keyboard />
      </Part>
      {user && <Telling />}
      {user && <Sessions />}
    </>
  )
}
