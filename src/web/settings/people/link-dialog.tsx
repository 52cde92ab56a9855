import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../../data/client'
import { useMe } from '../../data/queries'
import type { Person } from '../../data/types'
import { Dialog } from '../../parts/dialog'
import { Skeleton, Trouble } from '../../parts/states'
import { When } from '../../words/when'
import { Copyable } from '../parts'

export type Known = Pick<Person, 'id' | 'name' | 'email'>
type SignInLink = { sign_in: string; until: string; mailed: boolean }

/** A link that lets somebody in once. It needs no mail: it is copied from here. Where there is an address it also waits in the outbox. */
export function LinkDialog({ person, close }: { person: Known; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const me = useMe()
  const link = useQuery({
    queryKey: ['sign-in-link', person.id],
    queryFn: async () => {
      const made = await post<SignInLink>(`/users/${person.id}/link`, { mail: person.email !== null })
      if (made.mailed) void client.invalidateQueries({ queryKey: ['counts'] })
      return made
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  return (
    <Dialog title={t('staff.linkFor', { name: person.name })} close={close}>
      <div className="deed-form">
        {link.error && <Trouble what={t('staff.link')} problem={problemOf(link.error)} retry={() => void link.refetch()} />}
        {link.isPending && <Skeleton rows={2} height={44} />}
        {link.data && (
          <>
            <p>{t('staff.linkWhat')}</p>
            <Copyable value={link.data.sign_in} label={t('staff.link')} />
            <p className="small muted">
              {t('staff.linkUntil')} <When at={link.data.until} full />
            </p>
            {link.data.mailed && (
              <p className="small">
                {t('staff.linkMailed', { address: person.email })} <a href="/outbox">{t('staff.toOutbox')}</a>
              </p>
            )}
            {me?.tenant.demo && <p className="small muted">{t('staff.linkDemo')}</p>}
          </>
        )}
        <div className="form-end">
          <Button onClick={close}>{t('staff.linkDone')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
