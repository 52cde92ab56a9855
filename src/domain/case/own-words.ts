/** Of what decided about a case, that which stands in the customer's own words: percentages help nobody who is called at night. */
export const ownWords = <B extends { evidence: string }>({ summary, because }: { summary: string; because: readonly B[] }): B[] =>
  because.filter(({ evidence }) => evidence !== '' && summary.includes(evidence))
