import { type CSSVariablesResolver, createTheme, type MantineColorSchemeManager, type MantineColorsTuple } from '@mantine/core'
import { settings, type Theme } from '../data/settings'

const accent: MantineColorsTuple = [
  '#f1f6fb',
  '#dfebf7',
  '#c3dbf1',
  '#9cc4e8',
  '#7db7f2',
  '#5e9fd6',
  '#2674b8',
  '#0b5cad',
  '#0b4a86',
  '#062c54',
]

/** Mantine's parts in our type and measures; colours come from `tokens.css`, which both themes set before the first paint. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  defaultRadius: 4,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: false, multiline: true, maw: 320, events: { hover: true, focus: true, touch: false } },
    },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } } },
    Popover: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 } } },
  },
})

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--breach)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-wash)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-line-height': 'var(--lh)',
}

/** Keeps the choice of theme with the other settings, where the script before the first paint looks for it. */
export function schemeManager(): MantineColorSchemeManager {
  return {
    get: (fallback) => settings.get().theme ?? fallback,
    set: (value) => settings.set({ theme: value as Theme }),
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => settings.set({ theme: 'auto' }),
  }
}
