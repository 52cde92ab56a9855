/** How a drill begins, so that everybody who reads it knows that it is one; nothing else about it differs from the real thing. */
const BEGINS = 'DRILL, practice only: '

/** A made-up complaint that any detector of harm finds severe. */
export const PRACTICE = `${BEGINS}the power bank caught fire and burned my child. We are in hospital.`

/** Only what the desk itself made: a customer who writes these words still has a complaint. */
export const isDrill = (it: { channel: string; summary: string }) => it.channel === 'manual' && it.summary.startsWith(BEGINS)
