import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { serverNow } from '../../data/now'
import { useDeed } from '../parts'
import { BeginsOn } from './begins'
import { type ClimbDraft, NEW_CLIMB, written } from './climb-draft'
import { LevelForm } from './level-form'
import { ForWhom, Quiet } from './policy-parts'
import { Rehearsal } from './rehearsal'

type Props = { policy: ClimbDraft | null; close: () => void }

/** Who is told when nobody acts. Keeping it is a new version: climbs that are under way keep theirs. */
export function PolicyDialog({ policy, close }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(policy ?? NEW_CLIMB)
  const change = (part: Partial<ClimbDraft>) => setDraft((old) => ({ ...old, ...part }))
  const deed = useDeed(['policies'], t('climbs.kept', { title: draft.title }), close)
  const { levels } = draft
  const id = policy?.id ?? `own-${serverNow().toString(36)}`
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={policy ? t('staff.editWho', { name: policy.title }) : t('climbs.new')}
      verb={t('climbs.keep')}
      ready={draft.title.trim() !== '' && draft.starts_on.length > 0 && levels.every(({ tell }) => tell.length > 0)}
      onSubmit={() => deed.mutate({ method: 'PUT', path: `/policies/${id}`, body: written(draft) })}
    >
      <p className="small muted">{t('climbs.what')}</p>
      <TextInput
        data-autofocus
        required
        label={t('climbs.title')}
        value={draft.title}
        dir="auto"
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('climbs.time')}
        value={draft.time}
        onChange={(event) => change({ time: event.currentTarget.value as ClimbDraft['time'] })}
        data={(['wall', 'business'] as const).map((time) => ({ value: time, label: t(`climbs.times.${time}`) }))}
      />
      <BeginsOn draft={draft} change={change} />
      <ForWhom draft={draft} change={change} />
      {levels.map((level, at) => (
        <LevelForm
          key={level.key}
          level={level}
          number={at + 1}
          change={(next) => change({ levels: levels.map((each, i) => (i === at ? next : each)) })}
          drop={levels.length > 1 ? () => change({ levels: levels.filter((_, i) => i !== at) }) : null}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() =>
            change({
              levels: [...levels, { key: Math.max(...levels.map(({ key }) => key)) + 1, minutes: 10, tell: ['manager'], take_over: false }],
            })
          }
        >
          {t('climbs.addLevel')}
        </Button>
      </div>
      <Quiet draft={draft} change={change} />
      <Rehearsal draft={draft} />
    </DeedDialog>
  )
}
