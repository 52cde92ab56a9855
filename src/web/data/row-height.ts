import { type Density, settings } from './settings'

const HEIGHTS: Record<Density, number> = { compact: 52, standard: 72, comfortable: 84 }
/** A first guess for rows of two lines in px; the list measures the real ones. */
export const useRowHeight = () => HEIGHTS[settings.use().density]
