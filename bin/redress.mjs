// Old Node versions must be able to read this file to the sentence that refuses them: nothing newer than `import()` in it.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Redress needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

import('./start.mjs')
