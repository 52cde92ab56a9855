const codeOf = (error: unknown) => String((error as { code?: unknown })?.code ?? '')

/** Two writers of one tenant met: the same work goes through when it is done once more. */
export const isClash = (error: unknown) => /^(23505|40P01|40001)$/.test(codeOf(error))

/** Failures that a message's own content can cause: data that the database refuses (classes 21 to 23, 54), and mistakes in our code, which have no such code. */
export const isBlameable = (error: unknown) => /^(|21...|22...|23...|54...|ERR_.*)$/.test(codeOf(error))
