import * as people from './people'
import type { Route } from './route'

/** The people of the desk, and what each may do about themselves. */
export const PEOPLE_ROUTES: Route[] = [
  {
    method: 'POST',
    url: '/api/v1/users',
    who: 'admin',
    summary: 'Add somebody to the staff',
    handle: people.postPerson,
    schema: { body: people.NewPerson },
    creates: true,
  },
  {
    method: 'PUT',
    url: '/api/v1/users/:id',
    who: 'admin',
    summary: 'Change role, tier, team, languages, skills, capacity or presence; what is left out stays',
    handle: people.putPerson,
    schema: { body: people.PersonChange },
  },
  {
    method: 'POST',
    url: '/api/v1/users/:id/link',
    who: 'admin',
    summary: 'A link that signs them in once, within 24 hours; shown this once',
    handle: people.postLink,
    schema: { body: people.LinkBody },
  },
  {
    method: 'POST',
    url: '/api/v1/users/:id/departure',
    who: 'admin',
    summary: 'They leave the desk: signed out everywhere, and their open cases go to somebody else',
    handle: people.postDeparture,
    schema: { body: people.Departure },
    creates: true,
  },
  { method: 'DELETE', url: '/api/v1/users/:id/departure', who: 'admin', summary: 'They are back', handle: people.deleteDeparture },
  {
    method: 'PUT',
    url: '/api/v1/me',
    who: 'signed-in',
    summary: 'The language in which I am told of things',
    handle: people.putMe,
    schema: { body: people.MeChange },
  },
  { method: 'GET', url: '/api/v1/me/sessions', who: 'signed-in', summary: 'Where I am signed in', handle: people.getSessions },
  { method: 'DELETE', url: '/api/v1/me/sessions/:id', who: 'signed-in', summary: 'Sign out there', handle: people.deleteSession },
]
