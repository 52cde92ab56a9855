import type { Reads } from '../../actions/reads'
import { listApprovals, oneApproval } from '../approvals'
import { chatFile, chatOf } from '../chat'
import type { Db } from '../db'
import { alertView, alertViews, movesOf } from './alerts'
import { listCases, oneCase } from './cases'
import { likelyTheSame, listCustomers, oneCustomer, saidBy } from './customers'
import { matchingCases, matchingMessages } from './matching'
import { listMessages, messageBySource, oneAttachment, oneMessage } from './messages'
import { clocksOf, conversation, counts, listNotices, openClocks, timeline } from './story'

export const readsOf = (db: Db): Reads => ({
  messages: (tenant, filter) => listMessages(db, tenant, filter),
  message: (tenant, id) => oneMessage(db, tenant, id),
  messageBySource: (tenant, channel, externalId) => messageBySource(db, tenant, channel, externalId),
  attachment: (tenant, id) => oneAttachment(db, tenant, id),
  cases: (tenant, filter) => listCases(db, tenant, filter),
  case: (tenant, key) => oneCase(db, tenant, key),
  conversation: (tenant, id) => conversation(db, tenant, id),
  clocks: (tenant, id) => clocksOf(db, tenant, id),
  timeline: (tenant, id) => timeline(db, tenant, id),
  notices: (tenant, filter) => listNotices(db, tenant, filter),
  matchingMessages: (tenant, filter, by, most) => matchingMessages(db, tenant, filter, by, most),
  matchingCases: (tenant, filter, by, most) => matchingCases(db, tenant, filter, by, most),
  counts: (tenant, now) => counts(db, tenant, now),
  approvals: (tenant, filter) => listApprovals(db, tenant, filter),
  approval: (tenant, id) => oneApproval(db, tenant, id),
  alert: (tenant, id) => alertView(db, tenant, id),
  alerts: (tenant, endedSince) => alertViews(db, tenant, endedSince),
  moves: (tenant, since) => movesOf(db, tenant, since),
  chat: (tenant, visitor) => chatOf(db, tenant, visitor),
  chatFile: (tenant, visitor, id) => chatFile(db, tenant, visitor, id),
  customers: (tenant, filter) => listCustomers(db, tenant, filter),
  customer: (tenant, id) => oneCustomer(db, tenant, id),
  likelyTheSame: (tenant, id) => likelyTheSame(db, tenant, id),
  saidBy: (tenant, filter) => saidBy(db, tenant, filter),
  openClocks: (tenant, until, limit) => openClocks(db, tenant, until, limit),
})
