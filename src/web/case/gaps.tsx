import { useTranslation } from 'react-i18next'
import type { Variable } from '../../domain/saved-replies'

/** What a saved reply left open: it is sent only when a person has filled it in. */
export function Gaps({ of }: { of: readonly Variable[] }) {
  const { t } = useTranslation()
  if (of.length === 0) return null
  return (
    <div className="composer-newer" role="status" data-gaps>
      {t('saved.gaps', { names: of.map((name) => t(`saved.variable.${name}`)).join(t('saved.comma')) })}
    </div>
  )
}
