import type { Calendar } from '../domain/time/calendar'
import type { Directory } from './needs'

/** The calendar that business-time delays count in: the firm's own office hours. */
export const businessCalendar = ({ calendars }: Directory): Calendar => calendars.get('office') ?? [...calendars.values()][0]!
