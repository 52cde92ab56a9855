import { Button, Checkbox, Menu, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasesSearch } from '../app/router'
import { get, post, problemOf, remove } from '../data/client'
import { Icon } from '../look/icons'
import { Dialog } from '../parts/dialog'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'

type View = { id: string; name: string; search: string; team: boolean; locked: boolean; may_remove: boolean }
const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => get<{ data: View[] }>('/views', signal),
  select: ({ data }) => data,
  staleTime: 30_000,
})

const searchOf = (words: string): CasesSearch => Object.fromEntries(new URLSearchParams(words))
const wordsOf = (search: CasesSearch) =>
  new URLSearchParams(
    Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''),
  ).toString()

/** Lists that somebody likes to come back to, by name: the team's above one's own. What is kept is the address, so the link says the same. */
export function Views({ search, show }: { search: CasesSearch; show: (search: CasesSearch) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data: views = [] } = useQuery(viewsQuery)
  const [naming, setNaming] = useState(false)
  const here = views.find((view) => view.search === wordsOf(search))
  const removing = useMutation({
    mutationFn: (view: View) => remove(`/views/${view.id}`),
    onSuccess: () => {
      toast(t('views.removed'))
      return client.invalidateQueries({ queryKey: ['views'] })
    },
  })
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="star" size={16} />} rightSection={<Icon name="down" size={14} />} data-views>
            {here ? <bdi>{here.name}</bdi> : t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {([true, false] as const).map((team) => {
            const own = views.filter((view) => view.team === team)
            if (own.length === 0) return null
            return (
              <div key={String(team)}>
                <Menu.Label>{t(team ? 'views.team' : 'views.mine')}</Menu.Label>
                {own.map((view) => (
                  <Menu.Item
                    key={view.id}
                    onClick={() => show(searchOf(view.search))}
                    rightSection={<Icon name={view.locked ? 'lock' : view === here ? 'check' : 'forward'} size={14} />}
                  >
                    <bdi>{view.name}</bdi>
                  </Menu.Item>
                ))}
              </div>
            )
          })}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="star" size={16} />} onClick={() => setNaming(true)}>
            {t('views.keep')}
          </Menu.Item>
          {here?.may_remove && (
            <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => removing.mutate(here)}>
              {t('views.remove', { name: here.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <Dialog title={t('views.keep')} close={() => setNaming(false)}>
          <Naming search={wordsOf(search)} done={() => setNaming(false)} />
        </Dialog>
      )}
    </>
  )
}

function Naming({ search, done }: { search: string; done: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [view, setView] = useState({ name: '', team: false, locked: false })
  const keeping = useMutation({
    mutationFn: () => post<View>('/views', { ...view, search }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['views'] })
      done()
    },
  })
  return (
    <form
      className="view-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (view.name.trim() !== '') keeping.mutate()
      }}
    >
      <TextInput
        data-autofocus
        label={t('views.name')}
        value={view.name}
        dir="auto"
        maxLength={80}
        onChange={(event) => setView({ ...view, name: event.currentTarget.value })}
      />
      <Checkbox
        label={t('views.forTeam')}
        checked={view.team}
        onChange={(event) => setView({ ...view, team: event.currentTarget.checked, locked: false })}
      />
      {view.team && (
        <Checkbox
          label={t('views.lock')}
          checked={view.locked}
          onChange={(event) => setView({ ...view, locked: event.currentTarget.checked })}
        />
      )}
      {keeping.error && <InlineTrouble problem={problemOf(keeping.error)} />}
      <div className="form-end">
        <Button type="submit" loading={keeping.isPending} disabled={view.name.trim() === ''}>
          {t('views.keepIt')}
        </Button>
      </div>
    </form>
  )
}
