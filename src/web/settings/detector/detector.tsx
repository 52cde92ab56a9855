import { Corrections } from './corrections'
import { Models } from './models'
import { Rules } from './rules'
import '../books/books.css'

/** What a firm teaches its detector: phrases and rules with their dry run, and what was learned from corrections. */
export function Detector() {
  return (
    <>
      <Rules />
      <Models />
      <Corrections />
    </>
  )
}
