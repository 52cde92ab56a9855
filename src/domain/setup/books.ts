/** What a firm does, as far as a rule book asks for it. */
export const TRADES = ['shop', 'bank', 'insurance', 'telecom', 'energy', 'airline', 'other'] as const
export type Trade = (typeof TRADES)[number]

/** Where a rule book that ships is in force, and for whom; null for every trade. A fact to start from, not legal advice. */
const IN_FORCE: readonly (readonly [id: string, country: string, trades: readonly Trade[] | null])[] = [
  ['au-asic-rg271', 'AU', ['bank', 'insurance']],
  ['au-acma-telco', 'AU', ['telecom']],
  ['cn-samr-2026', 'CN', ['shop', 'airline', 'other']],
  ['cn-bank-insurance-2020', 'CN', ['bank', 'insurance']],
  ['cn-miit-telecom', 'CN', ['telecom']],
  ['in-ecommerce-2020', 'IN', ['shop']],
  ['ir-cbi-2015', 'IR', ['bank']],
  ['th-bank-sla', 'TH', ['bank']],
  ['th-oic-sla', 'TH', ['insurance']],
  ['th-pdpa-dsr', 'TH', null],
  ['uk-fca-disp1', 'GB', ['bank', 'insurance']],
  ['uk-ofcom-c4', 'GB', ['telecom']],
  ['uk-ofgem-2008', 'GB', ['energy']],
  ['uk-adr-trader', 'GB', ['shop', 'other']],
  ['uk-dp-complaint', 'GB', null],
  ['uk-gdpr-dsr', 'GB', null],
  ['us-cfpb-portal', 'US', ['bank']],
  ['us-reg-e', 'US', ['bank']],
  ['us-reg-z', 'US', ['bank']],
  ['us-reg-x-noe', 'US', ['bank']],
  ['us-dot-259', 'US', ['airline']],
  ['eu-gdpr-dsr', 'EU', null],
  ['eu-psd2-art101', 'EU', ['bank']],
  ['eu-jc-complaints', 'EU', ['bank', 'insurance']],
]
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** Rule books to look at first for a firm of this trade at this place (`AU-NSW`); where no regulator speaks, the general one. */
export function booksFor(place: string, trade: Trade): string[] {
  const [country = ''] = place.split('-')
  const found = IN_FORCE.filter(
    ([, where, trades]) => (where === country || (where === 'EU' && EU.includes(country))) && (trades === null || trades.includes(trade)),
  ).map(([id]) => id)
  return found.length > 0 ? found : ['iso10002-default']
}
