import { USUAL_TIER } from '../../../domain/staff'
import type { Person } from '../../data/types'
import { currentLanguage } from '../../words/i18n'

/** Topics that somebody may know best: those that the detector names. */
export const SKILLS = ['quality', 'delivery', 'billing', 'refund', 'service', 'app', 'account', 'network', 'warranty', 'safety', 'privacy']

export type Draft = Pick<Person, 'name' | 'role' | 'tier' | 'team'> & {
  email: string
  capacity: number
  language: string
  languages: string[]
  skills: string[]
}

export function draftOf(person: Person | null): Draft {
  if (!person) {
    const language = currentLanguage()
    const languages = [...new Set([language, 'en'])]
    return { name: '', email: '', role: 'agent', tier: USUAL_TIER.agent, team: 'complaints', capacity: 50, language, languages, skills: [] }
  }
  const { name, role, tier, team, languages } = person
  return {
    ...{ name, role, tier, team, languages, email: person.email ?? '', capacity: person.capacity ?? 50 },
    ...{ language: person.language ?? currentLanguage(), skills: [...(person.skills ?? [])] },
  }
}

/** The draft as the contract wants it. */
export const sayings = ({ email, name, team, ...rest }: Draft) => ({
  ...rest,
  name: name.trim(),
  team: team.trim() || 'complaints',
  email: email.trim() || null,
})
