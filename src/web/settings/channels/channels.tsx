import { MailIn } from './mail-in'
import { WaysIn } from './ways-in'
import { WaysOut } from './ways-out'

/** What comes in and what goes out, by which ways, and how each of them fares. */
export function Channels() {
  return (
    <>
      <WaysIn />
      <MailIn />
      <WaysOut />
    </>
  )
}
