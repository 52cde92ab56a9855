import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EMOTIONS, type Emotion, URGENCIES, type Urgency } from '../../domain/finding'

type Props = {
  urgency: Urgency
  setUrgency(to: Urgency): void
  /** Null for findings of before it was asked. */
  emotion: Emotion | null
  setEmotion(to: Emotion): void
}

/** What is seldom wrong, or seldom minded. */
export function More({ urgency, setUrgency, emotion, setEmotion }: Props) {
  const { t } = useTranslation()
  const feelings = EMOTIONS.map((value) => ({ value: value as string, label: t(`words.emotion.${value}`) }))
  return (
    <details>
      <summary>{t('correction.more')}</summary>
      <NativeSelect
        label={t('correction.urgency')}
        value={urgency}
        onChange={(event) => setUrgency(event.currentTarget.value as Urgency)}
        data={URGENCIES.map((value) => ({ value, label: t(`words.urgency.${value}`) }))}
      />
      <NativeSelect
        label={t('correction.emotion')}
        value={emotion ?? ''}
        onChange={(event) => setEmotion(event.currentTarget.value as Emotion)}
        data={emotion ? feelings : [{ value: '', label: t('deeds.choose') }, ...feelings]}
      />
    </details>
  )
}
