import { Textarea, type TextareaProps } from '@mantine/core'

type Props = Omit<TextareaProps, 'value' | 'onChange' | 'autosize' | 'dir'> & { value: string; change: (words: string) => void }

/** Words of staff about a deed: the field grows with them and reads in their own direction. */
export const WordsField = ({ change, minRows = 2, ...rest }: Props) => (
  <Textarea autosize minRows={minRows} dir="auto" {...rest} onChange={(event) => change(event.currentTarget.value)} />
)
