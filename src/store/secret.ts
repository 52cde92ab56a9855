import { randomBytes } from 'node:crypto'
import { asOwner, type Db } from './db'

/** 32 random bytes of this installation under this name, made by whoever asks first and the same for everybody from then on. */
export async function installationSecret(db: Db, name: string): Promise<Uint8Array> {
  const key = `secret:${name}`
  await asOwner(db, 'insert into setting (key, value) values ($1, $2) on conflict (key) do nothing', [
    key,
    JSON.stringify(randomBytes(32).toString('base64')),
  ])
  const [row] = await asOwner<{ value: string }>(db, 'select value from setting where key = $1', [key])
  return Buffer.from(row!.value, 'base64')
}
