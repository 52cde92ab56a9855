import { notFound } from '../problem'
import type { Handler } from '../route'

export const getForm: Handler = async () => {
  throw notFound('No form')
}
export const postForm: Handler = async () => {
  throw notFound('No form')
}
