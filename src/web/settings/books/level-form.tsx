import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../look/icons'
import type { ClimbLevel } from './climb-draft'
import { useTargets } from './targets'

type Props = { level: ClimbLevel; number: number; change: (level: ClimbLevel) => void; drop: (() => void) | null }

/** One step of a climb: how long after the one before, whom it tells, and whether the first of them becomes the owner. */
export function LevelForm({ level, number, change, drop }: Props) {
  const { t } = useTranslation()
  const { all, nameOf } = useTargets()
  const others = all.filter((target) => !level.tell.includes(target))
  return (
    <fieldset className="layer" data-level={number}>
      <legend className="strong">{t('climbs.level', { number })}</legend>
      <ul className="turns" aria-label={t('climbs.tells')}>
        {level.tell.map((target) => (
          <li key={target}>
            <span>
              <bdi>{nameOf(target)}</bdi>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('staff.without', { name: nameOf(target) })}
                onClick={() => change({ ...level, tell: level.tell.filter((one) => one !== target) })}
              >
                <Icon name="close" size={16} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ul>
      <div className="set-form">
        <NativeSelect
          label={t('climbs.addTarget')}
          value=""
          onChange={(event) => event.currentTarget.value && change({ ...level, tell: [...level.tell, event.currentTarget.value] })}
          data={[{ value: '', label: '…' }, ...others.map((target) => ({ value: target, label: nameOf(target) }))]}
        />
        <TextInput
          type="number"
          min={0}
          step="any"
          dir="ltr"
          label={t(number === 1 ? 'climbs.afterStart' : 'climbs.afterBefore')}
          value={level.minutes}
          onChange={(event) => change({ ...level, minutes: Math.max(0, Number(event.currentTarget.value)) })}
        />
      </div>
      <label className="set-check">
        <input type="checkbox" checked={level.take_over} onChange={() => change({ ...level, take_over: !level.take_over })} />
        <span>{t('climbs.takesOver')}</span>
      </label>
      {drop && (
        <div>
          <Button variant="default" size="xs" onClick={drop}>
            {t('climbs.dropLevel', { number })}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
