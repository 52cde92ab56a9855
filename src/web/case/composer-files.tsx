import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FILE_ENDINGS } from '../../domain/files'
import type { DraftKeeper } from '../data/drafts'
import type { AttachmentBrief } from '../data/types'
import { addFiles, dropFile, forget, type Going, tryAgain, useGoing } from '../data/uploads'
import { Icon } from '../look/icons'
import { FileSize } from '../parts/attachments'
import './composer-files.css'

/** Files that go with the answer: those that are there, those under way with their progress, those that cannot, with why. */
export function ComposerFiles({ keeper, files }: { keeper: DraftKeeper; files: readonly AttachmentBrief[] }) {
  const { t } = useTranslation()
  const going = useGoing(keeper)
  if (files.length + going.length === 0) return null
  return (
    <ul className="composer-files" aria-label={t('writing.files')}>
      {files.map(({ id, name, size }) => (
        <li key={id} className="chip" data-file="there">
          <Icon name="attach" size={14} /> <bdi>{name}</bdi> <FileSize of={size} />
          <Remove name={name} onClick={() => dropFile(keeper, id)} />
        </li>
      ))}
      {going.map((one) => (
        <UnderWay key={one.id} keeper={keeper} one={one} />
      ))}
    </ul>
  )
}

function UnderWay({ keeper, one }: { keeper: DraftKeeper; one: Going }) {
  const { t } = useTranslation()
  const { file, done, problem, again } = one
  return (
    <li className={`chip ${problem ? 'file-problem' : ''}`} data-file={problem ?? 'going'}>
      <Icon name={problem ? 'warning' : 'attach'} size={14} /> <bdi>{file.name}</bdi>
      {problem ? (
        <span role="alert">{t(`writing.fileProblem.${problem}`, { defaultValue: t('refusals.server') })}</span>
      ) : (
        <progress max={1} value={done} aria-label={t('writing.uploading', { name: file.name })} />
      )}
      {again && (
        <button type="button" className="link-button" onClick={() => tryAgain(keeper, one)}>
          {t('states.retry')}
        </button>
      )}
      <Remove name={file.name} onClick={() => forget(keeper, one.id)} />
    </li>
  )
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <button type="button" className="file-remove" aria-label={t('writing.removeFile', { name })} onClick={onClick}>
      <Icon name="close" size={14} />
    </button>
  )
}

export function AddFiles({ keeper }: { keeper: DraftKeeper }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="link-button composer-add" onClick={() => field.current?.click()} data-add-files>
        <Icon name="attach" size={16} /> {t('writing.addFiles')}
      </button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={t('writing.addFiles')}
        accept={FILE_ENDINGS.join(',')}
        onChange={(event) => {
          addFiles(keeper, [...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

/** Files that are dropped on a composer, or pasted into it. */
export const fileHands = (keeper: DraftKeeper) => ({
  onDragOver: (event: React.DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault()
  },
  onDrop: (event: React.DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    addFiles(keeper, [...event.dataTransfer.files])
  },
  onPaste: (event: React.ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    addFiles(keeper, [...event.clipboardData.files])
  },
})
