import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = { label: string; value: string; change: (value: string) => void; names: readonly string[]; word: 'outcome' | 'remedy' }

/** One of the domain's words, in the reader's language. */
export function Choice({ label, value, change, names, word }: Props) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      data={[{ value: '', label: t('deeds.choose') }, ...names.map((name) => ({ value: name, label: t(`words.${word}.${name}`) }))]}
    />
  )
}
