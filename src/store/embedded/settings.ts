import { memoryHere, sharedBuffers } from './memory'

const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: sharedBuffers(memoryHere()),
  wal_compression: 'off',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  // What customers wrote must not end up in a log file: no statement texts, no key values.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Names of the settings without which an acknowledged message may be lost. */
export const DURABILITY = Object.keys(DURABLE)

/** The server's command line. Given there, and not in a file, so that nothing edited by hand can weaken a promise. */
export const serverArguments = (data: string, port: number, durable: boolean): string[] => [
  '-D',
  data,
  '-p',
  String(port),
  ...Object.entries({ ...ALWAYS, ...(durable ? DURABLE : FORGETFUL) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]
