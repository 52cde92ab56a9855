import { Deliveries } from './deliveries'
import { Explorer } from './explorer'
import { Keys } from './keys'

/** Keys, what our webhooks delivered, and every route with who may call it. */
export function Developers() {
  return (
    <>
      <Keys />
      <Deliveries />
      <Explorer />
    </>
  )
}
