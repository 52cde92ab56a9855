import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { settings } from '../data/settings'
import { SCOPES } from '../keys/bindings'
import { active } from '../keys/dispatch'
import { KeyCaps } from '../keys/key'
import './dialogs.css'

/** Every key that works on this screen now, from the same table that the screen listens to. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { letterKeys } = settings.use()
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')} size="xl" closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {!letterKeys && <p className="muted">{t('keys.off')}</p>}
      {opened && <Lists letterKeys={letterKeys} />}
    </Modal>
  )
}

function Lists({ letterKeys }: { letterKeys: boolean }) {
  const { t } = useTranslation()
  const bindings = active().filter(({ keys }) => letterKeys || keys.startsWith('Mod+'))
  const scopes = SCOPES.filter((scope) => bindings.some((binding) => binding.scope === scope))
  return (
    <div className="sheet">
      {scopes.map((scope) => (
        <section key={scope}>
          <h3>{t(`keys.scope.${scope}`)}</h3>
          <dl>
            {bindings
              .filter((binding) => binding.scope === scope)
              .map(({ id, keys }) => (
                <div key={id} data-binding={id}>
                  <dt>{t(`keys.does.${id}`)}</dt>
                  <dd>
                    <KeyCaps keys={keys} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
