import { Button, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../data/client'
import { countsQuery, useMay } from '../data/queries'
import { Icon } from '../look/icons'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'

/** Says that this is sample data and takes it away in one click, after naming what goes. */
export function DemoRibbon() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const counts = client.getQueryData(countsQuery.queryKey)
  const mayRemove = useMay('admin')
  const removal = useMutation({
    mutationFn: () => post<{ removed: Record<string, number> }>('/demo/removal'),
    onSuccess: async ({ removed }) => {
      setAsking(false)
      toast(t('demo.removed', { messages: removed.messages ?? 0, cases: removed.cases ?? 0 }))
      client.removeQueries({ queryKey: ['rows'] })
      await client.invalidateQueries()
      location.assign('/inbox')
    },
  })
  return (
    <div className="ribbon">
      <Icon name="flag" size={16} />
      <span className="ribbon-words">
        <span className="ribbon-long">{t('demo.ribbon')}</span>
        <span className="ribbon-short">{t('demo.ribbonShort')}</span>
      </span>
      <a className="link-button" href="/demo/chat" target="_blank" rel="noreferrer">
        {t('demo.customers')}
      </a>
      {mayRemove && (
        <button type="button" className="link-button" onClick={() => setAsking(true)}>
          <span className="ribbon-long">{t('demo.remove')}</span>
          <span className="ribbon-short">{t('demo.removeShort')}</span>
        </button>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('demo.title')}
        closeButtonProps={{ 'aria-label': t('shell.cancel') }}
      >
        <p>{t('demo.consequence', { count: counts?.open ?? 0 })}</p>
        <p className="muted">{t('demo.staysTrue')}</p>
        {removal.error && <InlineTrouble problem={problemOf(removal.error)} />}
        <div className="form-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('shell.cancel')}
          </Button>
          <Button leftSection={<Icon name="trash" size={16} />} loading={removal.isPending} onClick={() => removal.mutate()}>
            {t('demo.remove')}
          </Button>
        </div>
      </Modal>
    </div>
  )
}
