import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { serverNow } from '../../data/now'
import { useTimeZone } from '../../data/queries'
import { isoDay } from '../../words/dates'
import { useDeed } from '../parts'
import { LayerForm } from './layer-form'
import type { Layer, RotaView } from './queries'

/** A rota: its layers from the top, each asked in turn; the first that has somebody at a moment answers. */
export function RotaDialog({ rota, close }: { rota: RotaView | null; close: () => void }) {
  const { t } = useTranslation()
  const today = isoDay(serverNow(), useTimeZone())
  const fresh = (name: string): Layer => ({
    ...{ name, people: [], every: 'week', at: '09:00', starts: today, days: [], hours: null, holidays: 'also' },
  })
  const [title, setTitle] = useState(rota?.title ?? '')
  const [layers, setLayers] = useState<Layer[]>(rota?.layers ?? [fresh('1')])
  const deed = useDeed(['on-call'], t('staff.rotaKept', { title }), close)
  const id = rota?.id ?? idOf(title)
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={rota ? t('staff.editWho', { name: rota.title }) : t('staff.newRota')}
      verb={t('staff.save')}
      ready={
        title.trim() !== '' && layers.every(({ people, hours }) => people.length > 0 && (!hours || (hours.from !== '' && hours.to !== '')))
      }
      onSubmit={() =>
        deed.mutate({
          method: 'PUT',
          path: `/rotas/${id}`,
          body: { title: title.trim(), ...(rota ? { time_zone: rota.time_zone } : {}), layers: layers.map(plain) },
        })
      }
    >
      <TextInput
        data-autofocus
        required
        label={t('staff.rotaTitle')}
        value={title}
        dir="auto"
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {layers.map((layer, at) => (
        <LayerForm
          key={layer.name}
          layer={layer}
          number={at + 1}
          change={(next) => setLayers(layers.map((each, i) => (i === at ? next : each)))}
          drop={layers.length > 1 ? () => setLayers(layers.filter((_, i) => i !== at)) : null}
        />
      ))}
      <div>
        <Button variant="default" size="xs" onClick={() => setLayers([...layers, fresh(freeName(layers))])}>
          {t('staff.addLayer')}
        </Button>
      </div>
    </DeedDialog>
  )
}

/** Hours that are not said are left out; the reader of rotas wants none rather than null. */
const plain = ({ hours, ...layer }: Layer) => (hours ? { ...layer, hours } : layer)

const freeName = (layers: readonly Layer[]) => {
  for (let n = layers.length + 1; ; n++) if (!layers.some(({ name }) => name === String(n))) return String(n)
}

/** An id that the contract takes, from a title in any script. */
function idOf(title: string) {
  const plainTitle = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 30)
  return plainTitle || `rota-${Date.now().toString(36)}`
}
