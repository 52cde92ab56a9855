import { currentLanguage } from '../../words/i18n'

/** "Australia (NSW)" in the reader's language for `AU-NSW`. */
export function usePlaceName() {
  const names = new Intl.DisplayNames([currentLanguage()], { type: 'region' })
  return (place: string) => {
    const [country = '', part] = place.split('-')
    const name = names.of(country) ?? country
    return part ? `${name} (${part})` : name
  }
}
