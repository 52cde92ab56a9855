import { isVisitor } from '../../domain/chat'
import { type Outcome, type Outgoing, refused } from '../contract'

/**
 * The chat window of our own shows what is marked as sent, so there is nobody to hand it to: it has arrived once it is marked, and whoever
 * is away finds it on the next visit.
 */
export const putInWindow = ({ to }: Outgoing): Outcome =>
  isVisitor(to.address) ? { state: 'sent', providerId: null } : refused('no_visitor')
