import { describe, expect, test } from 'vitest'
import { milestone } from '../../test/support/simulated'

/** Worked examples of the rule books, each counted by hand. */
describe('the worked examples', () => {
  test.each<[string, string, string, string]>([
    ['au-asic-rg271 standard, received 2026-03-29T11:00', 'final', '2026-04-28', '30 days from a Sunday: day 1 is Monday 30 March'],
    ['au-asic-rg271 standard, received 2026-03-29', 'early_close', '2026-04-07', 'Good Friday and Easter Monday are passed over'],
    ['au-asic-rg271 standard, received 2026-04-02', 'ack', '2026-04-07', 'one business day is later than 24 hours before Easter'],
    ['au-asic-rg271 super, received 2026-01-31', 'final', '2026-03-17', '45 days'],
    [
      'au-asic-rg271 death_benefit, received 2026-01-02, objection_period_ended 2026-02-10',
      'final',
      '2026-05-11',
      'from the end of the window',
    ],
    [
      'au-asic-rg271 hardship_credit, received 2026-02-20, info_window_expired 2026-03-20',
      'final_no_info',
      '2026-03-27',
      'seven days are left',
    ],
    ['uk-fca-disp1 general, received 2026-04-02', 'early_close', '2026-04-09', 'Easter'],
    ['uk-fca-disp1 general, received 2026-04-02', 'final', '2026-05-28', 'eight weeks'],
    ['uk-fca-disp1 psd_emd, received 2026-04-02', 'final_psd', '2026-04-27', 'fifteen business days'],
    ['uk-fca-disp1 psd_emd, received 2026-04-02', 'final_psd_ext', '2026-05-27', 'both bank holidays of May are passed over'],
    ['uk-ofcom-c4, received 2026-04-08', 'adr_letter_time', '2026-05-20', 'the first day of the six weeks'],
    ['us-cfpb-portal, received 2026-06-12, sent_to_company 2026-06-10', 'respond', '2026-06-25', 'from sending'],
    ['us-cfpb-portal, received 2026-06-12, sent_to_company 2026-06-10', 'final', '2026-08-09', 'from sending, not from the interim reply'],
    ['us-reg-e standard, received 2026-06-10', 'investigate', '2026-06-25', 'Juneteenth is passed over'],
    ['us-reg-x-noe standard, received 2026-05-20', 'final', '2026-07-06', 'three federal holidays'],
    ['us-dot-259 general, received 2026-06-10', 'final', '2026-08-09', 'sixty days'],
    ['eu-gdpr-dsr, received 2026-01-30', 'fulfil', '2026-03-02', '28 February is a Saturday'],
    [
      'eu-gdpr-dsr, received 2026-01-30, extension 2026-02-20',
      'fulfil',
      '2026-04-30',
      'three months from the start, not two from February',
    ],
    ['cn-bank-insurance-2020, received 2026-09-25', 'final', '2026-10-10', 'calendar days run through Golden Week'],
    ['in-ecommerce-2020, received 2026-01-31', 'final', '2026-02-28', 'the month has no 31st'],
  ])('%s: %s by %s, because %s', async (wish, id, due) => {
    expect((await milestone(wish, id)).due_date).toBe(due)
  })
})

describe('other years, states, month ends and leap days', () => {
  test.each<[string, string, string, string]>([
    ['au-asic-rg271 standard, in AU-NSW, received 2026-10-02', 'early_close', '2026-10-12', 'Labour Day in New South Wales'],
    ['au-asic-rg271 standard, in AU-VIC, received 2026-10-02', 'early_close', '2026-10-09', 'it is not in Victoria'],
    ['au-asic-rg271 standard, in AU-VIC, received 2026-10-30', 'early_close', '2026-11-09', 'Melbourne Cup in Victoria'],
    [
      'au-asic-rg271 standard, in AU-WA, received 2026-04-24',
      'ack',
      '2026-04-28',
      'Anzac Day on a Saturday gives Western Australia a Monday',
    ],
    ['au-asic-rg271 standard, in AU-NSW, received 2026-04-24', 'ack', '2026-04-28', 'and New South Wales in 2026 and 2027'],
    ['au-asic-rg271 standard, in AU-QLD, received 2026-04-24', 'ack', '2026-04-27', 'but not Queensland in 2026'],
    ['au-asic-rg271 standard, in AU-QLD, received 2027-04-23', 'ack', '2027-04-27', 'which moves a Sunday'],
    ['au-asic-rg271 standard, received 2027-12-24', 'early_close', '2028-01-05', 'Christmas, Boxing Day and New Year all move'],
    ['au-asic-rg271 hardship_credit, received 2028-02-10', 'final', '2028-03-02', 'through a leap day'],
    ['au-acma-telco standard, in AU-TAS, received 2026-12-18', 'plan', '2027-01-06', 'over the year'],
    ['au-acma-telco urgent, received 2026-12-24', 'fix_urgent', '2026-12-30', 'Boxing Day moves to Monday'],
    ['uk-fca-disp1 general, in GB-SCT, received 2025-12-30', 'early_close', '2026-01-06', '2 January in Scotland'],
    ['uk-fca-disp1 general, in GB-ENG, received 2025-12-30', 'early_close', '2026-01-05', 'but not in England'],
    ['uk-fca-disp1 general, in GB-NIR, received 2026-07-09', 'early_close', '2026-07-15', 'the Battle of the Boyne, moved from a Sunday'],
    ['uk-fca-disp1 psd_emd, received 2027-12-20', 'final_psd', '2028-01-13', 'two Christmas days move and so does New Year'],
    ['us-reg-e new_account, received 2027-12-20', 'investigate', '2028-01-20', 'New Year of 2028 is kept on the last day of 2027'],
    ['us-reg-e pos_foreign, received 2024-02-29', 'extended', '2024-05-29', 'ninety days from a leap day'],
    ['us-reg-x-noe payoff, received 2025-11-25', 'final', '2025-12-05', 'Thanksgiving'],
    ['us-reg-x-noe foreclosure, received 2026-05-20', 'final', '2026-07-06', 'no sale is known'],
    ['us-reg-x-noe foreclosure, received 2026-05-20, foreclosure_sale 2026-06-15T10:00', 'final', '2026-06-15', 'before the sale'],
    ['us-reg-x-noe standard, received 2026-05-20, extension 2026-06-30', 'final', '2026-07-27', 'fifteen business days more'],
    ['us-reg-x-noe standard, received 2026-05-20, extension 2026-07-07', 'final', '2026-07-06', 'a notice that came too late adds nothing'],
    ['us-reg-z, received 2026-01-15', 'final', '2026-04-15', 'ninety days'],
    ['us-reg-z, received 2026-01-15, second_billing_cycle_ended 2026-03-28', 'final', '2026-03-28', 'the second cycle ends first'],
    ['us-dot-259 disability, received 2027-01-31', 'final', '2027-03-02', 'thirty days'],
    ['eu-gdpr-dsr, received 2024-01-31', 'fulfil', '2024-02-29', 'a leap day'],
    ['eu-gdpr-dsr, in DE, received 2026-04-01', 'fulfil', '2026-05-04', 'Labour Day in Germany, then a weekend'],
    ['eu-gdpr-dsr, received 2026-04-01', 'fulfil', '2026-05-01', 'nobody said that it is Germany'],
    ['eu-psd2-art101, in FR, received 2026-05-04', 'final', '2026-05-28', 'three French holidays in May'],
    ['uk-gdpr-dsr, received 2026-08-31', 'fulfil', '2026-09-30', 'the month has no 31st'],
    ['uk-gdpr-dsr, received 2026-11-28', 'fulfil', '2026-12-29', 'the 28th is Boxing Day, moved'],
    ['uk-dp-complaint, received 2026-11-26', 'ack', '2026-12-29', 'rolls past two moved holidays'],
    ['cn-samr-2020, received 2025-12-29', 'acceptance', '2026-01-08', 'New Year off and a Sunday worked for it'],
    [
      'cn-samr-2020, received 2025-01-20, accepted 2025-01-22',
      'mediation_end',
      '2025-04-01',
      'Spring Festival with two worked weekend days',
    ],
    ['cn-samr-2026, received 2026-09-18', 'acceptance', '2026-09-29', 'a Sunday is worked before the holidays'],
    ['cn-samr-2026, received 2026-09-28', 'acceptance', '2026-10-13', 'Golden Week, and a Saturday that is worked'],
    [
      'cn-miit-telecom, received 2026-04-28, appeal_received 2026-04-30',
      'authority_accepts',
      '2026-05-11',
      'Labour Day and a Saturday that is worked',
    ],
    ['cn-bank-insurance-2020, received 2028-02-01, complex=true', 'final_complex', '2028-03-02', 'through a leap day'],
    ['cn-bank-insurance-2020, received 2026-01-10, extension 2026-02-01', 'final_complex', '2026-03-11', 'thirty days and thirty more'],
    [
      'ir-cbi-2015, received 2026-04-15',
      'final',
      '2026-05-30',
      'Thursdays and Fridays are closed, Sundays are not, and one feast falls in',
    ],
    ['in-ecommerce-2020, received 2028-01-31', 'final', '2028-02-29', 'a leap day'],
    ['th-bank-sla, by letter, received 2026-04-09', 'ack', '2026-04-23', 'Songkran'],
    ['th-bank-sla, by facebook, received 2026-04-10', 'ack', '2026-04-16', 'Songkran after a weekend'],
    ['th-pdpa-dsr, received 2026-01-30', 'fulfil', '2026-03-01', 'thirty days and no roll'],
    ['iso10002-default, in AE, received 2026-03-05', 'ack', '2026-03-06', 'the Emirates close on Saturday and Sunday'],
    ['iso10002-default, in SA, received 2026-03-04', 'ack', '2026-03-05', 'Saudi Arabia works on Thursday'],
    ['iso10002-default, in SA, received 2026-03-05', 'ack', '2026-03-08', 'and on Sunday, not on Friday'],
    ['uk-ofgem-2008, received 2026-01-05', 'redress_notice', '2026-03-02', 'eight weeks'],
  ])('%s: %s by %s, because %s', async (wish, id, due) => {
    expect((await milestone(wish, id)).due_date).toBe(due)
  })
})

describe('hours are exact, days end with their last second, in the zone of the rule book', () => {
  test.each<[string, string, string]>([
    ['in-ecommerce-2020, received 2026-02-27T22:15', 'ack', '2026-03-01T22:15:00+05:30'],
    ['in-ecommerce-2020, received 2026-02-27T22:15:00Z', 'ack', '2026-03-02T03:45:00+05:30'],
    ['au-asic-rg271 standard, received 2026-04-04T10:00', 'ack', '2026-04-07T23:59:59+10:00'],
    ['au-asic-rg271 standard, received 2026-09-30T10:00', 'final', '2026-10-30T23:59:59+11:00'],
    ['uk-fca-disp1 general, received 2026-10-20T23:30', 'final', '2026-12-15T23:59:59+00:00'],
    ['uk-fca-disp1 general, received 2026-10-20T23:30:00Z', 'final', '2026-12-16T23:59:59+00:00'],
    ['us-dot-259 general, received 2026-10-05', 'ack', '2026-11-04T23:59:59-05:00'],
    ['th-bank-sla, by branch, received 2026-03-02T10:00', 'ack', '2026-03-02T10:00:00+07:00'],
    ['uk-ofgem-2008, received 2026-07-01T09:00', 'record', '2026-07-01T09:00:00+01:00'],
    ['ir-cbi-2015, received 2026-04-15', 'final', '2026-05-30T23:59:59+03:30'],
  ])('%s: %s at %s', async (wish, id, due) => {
    expect((await milestone(wish, id)).due).toBe(due)
  })
})
