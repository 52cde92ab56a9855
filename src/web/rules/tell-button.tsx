import { Button, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Key } from '../keys/key'
import { Icon } from '../look/icons'

/** Opens the dialog for what happened outside the desk. */
export function TellButton({ ask }: { ask: () => void }) {
  const { t } = useTranslation()
  return (
    <Tooltip
      label={
        <>
          {t('keys.does.happened')} <Key of="happened" />
        </>
      }
    >
      <Button size="xs" variant="default" leftSection={<Icon name="clock" size={16} />} onClick={ask} data-deed="happened">
        {t('rules.happenedButton')}
      </Button>
    </Tooltip>
  )
}
