import { run } from '../prepare.mjs'
import { capture } from './run.mjs'

/** Chromium without windows goes first: the same tests take a quarter less of the processor. Only some distributions have it as a package. */
const WITHOUT_WINDOWS = 'chromium-headless-shell'
const BROWSERS = [WITHOUT_WINDOWS, 'chromium', 'chromium-browser', 'google-chrome']
const LANGUAGES = { Thai: 'th', Chinese: 'zh-cn', Persian: 'fa' }
const PACKAGES = ['fontconfig', 'fonts-noto-cjk', 'fonts-thai-tlwg', 'fonts-noto-core', 'fonts-liberation', 'xfsprogs']

/** What the tests of browsers and of the power cut need from the system: installed where we may, named where we may not. The tests decide for themselves what to skip. */
export async function prepareSystem() {
  if ((await missing()).length === 0) return
  if (process.getuid?.() === 0 && (await has('apt-get'))) await install()
  const still = await missing()
  if (still.length > 0)
    console.log(`Missing for some tests: ${still.join(', ')}. On Debian: apt-get install -y chromium ${PACKAGES.join(' ')}`)
}

/** Without what Debian recommends beside a browser: printers, services and their languages are ninety packages that no test uses. */
async function install() {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    await run('apt-get', ['update', '-q'], options)
    const browser = (await capture('apt-cache', ['show', WITHOUT_WINDOWS])).code === 0 ? WITHOUT_WINDOWS : 'chromium'
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', browser, ...PACKAGES], options)
  } catch (error) {
    console.log(error.message)
  }
}

async function missing() {
  const browser = (await Promise.all(BROWSERS.map(has))).some(Boolean) || process.env.REDRESS_CHROMIUM ? [] : ['Chromium']
  const fonts = await Promise.all(Object.entries(LANGUAGES).map(async ([name, tag]) => ((await hasFont(tag)) ? [] : [`a ${name} font`])))
  const power = process.getuid?.() !== 0 || (await has('xfs_io')) ? [] : ['xfs_io, which cuts the power of a disk']
  return [...browser, ...fonts.flat(), ...power]
}

const has = async (program) => (await capture('sh', ['-c', `command -v ${program}`])).code === 0

async function hasFont(tag) {
  const { code, output } = await capture('fc-list', [`:lang=${tag}`, 'family'])
  return code === 0 && output.trim() !== ''
}
