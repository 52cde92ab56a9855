import { migrate } from '../../src/store/migrations'

/** A program for tests that need several processes at once: brings the database of the first argument up to date and says what it did. */
console.log(JSON.stringify(await migrate(process.argv[2]!)))
