import { describe, expect, test } from 'vitest'
import { milestone } from '../../test/support/simulated'

/** Counted by hand on paper calendars of 2024 to 2028, apart from the engine, so that no year, state or month end is a special case. */
describe('days of the calendar, in years with and without a leap day', () => {
  test.each<[string, string, string]>([
    ['au-asic-rg271 standard, received 2027-02-15', 'final', '2027-03-17'],
    ['au-asic-rg271 standard, received 2028-01-31', 'final', '2028-03-01'],
    ['au-asic-rg271 standard, received 2024-12-31', 'final', '2025-01-30'],
    ['au-asic-rg271 super, received 2027-12-15', 'final', '2028-01-29'],
    ['au-asic-rg271 traditional_trustee, received 2028-01-16', 'final', '2028-03-01'],
    ['au-asic-rg271 default_notice, received 2027-02-10', 'final', '2027-03-03'],
    ['au-asic-rg271 hardship_credit, received 2024-02-10', 'final', '2024-03-02'],
    ['au-asic-rg271 death_benefit, received 2027-10-01, objection_period_ended 2027-12-01', 'final', '2028-02-29'],
    ['uk-fca-disp1 general, received 2027-12-31', 'final', '2028-02-25'],
    ['uk-ofcom-c4, received 2027-01-20', 'adr_letter_time', '2027-03-03'],
    ['uk-ofgem-2008, received 2027-12-01', 'redress_notice', '2028-01-26'],
    ['us-cfpb-portal, received 2028-02-20, sent_to_company 2028-02-20', 'respond', '2028-03-06'],
    ['us-cfpb-portal, received 2027-12-15, sent_to_company 2027-12-15', 'final', '2028-02-13'],
    ['us-dot-259 general, received 2028-02-01', 'ack', '2028-03-02'],
    ['us-dot-259 general, received 2027-01-31', 'final', '2027-04-01'],
    ['us-reg-e pos_foreign, received 2027-12-01', 'extended', '2028-02-29'],
    ['cn-bank-insurance-2020, received 2027-02-20', 'final', '2027-03-07'],
    ['cn-bank-insurance-2020, received 2027-01-31, complex=true', 'final_complex', '2027-03-02'],
    ['th-pdpa-dsr, received 2027-01-31', 'fulfil', '2027-03-02'],
    ['th-pdpa-dsr, received 2028-01-31', 'fulfil', '2028-03-01'],
  ])('%s: %s by %s', async (wish, id, due) => expect((await milestone(wish, id)).due_date).toBe(due))
})

describe('months, ended at their last day and rolled where the rule book says so', () => {
  test.each<[string, string, string]>([
    ['eu-gdpr-dsr, received 2027-03-31', 'fulfil', '2027-04-30'],
    ['eu-gdpr-dsr, received 2026-12-31', 'fulfil', '2027-02-01'],
    ['eu-gdpr-dsr, received 2027-05-29', 'fulfil', '2027-06-29'],
    ['uk-gdpr-dsr, received 2027-01-31', 'fulfil', '2027-03-01'],
    ['uk-gdpr-dsr, received 2027-11-27', 'fulfil', '2027-12-29'],
    ['uk-dp-complaint, received 2027-02-01', 'ack', '2027-03-03'],
    ['in-ecommerce-2020, received 2027-08-31', 'final', '2027-09-30'],
    ['in-ecommerce-2020, received 2027-01-30', 'final', '2027-02-28'],
  ])('%s: %s by %s', async (wish, id, due) => expect((await milestone(wish, id)).due_date).toBe(due))
})

describe('business days over the holidays of other years and states', () => {
  test.each<[string, string, string, string]>([
    ['au-asic-rg271 standard, in AU-NSW, received 2027-03-24', 'early_close', '2027-04-02', 'Easter of 2027 is in March'],
    ['au-asic-rg271 standard, in AU-VIC, received 2027-10-28', 'early_close', '2027-11-05', 'Melbourne Cup on 2 November'],
    [
      'au-asic-rg271 standard, in AU-NSW, received 2027-06-11T10:00',
      'ack',
      '2027-06-15',
      "the King's birthday on the second Monday of June",
    ],
    ['au-asic-rg271 standard, in AU-QLD, received 2027-06-11T10:00', 'ack', '2027-06-14', 'which Queensland keeps in October'],
    ['au-asic-rg271 standard, in AU-WA, received 2027-06-04T10:00', 'ack', '2027-06-08', 'Western Australia Day'],
    ['au-acma-telco standard, in AU-NSW, received 2027-03-22', 'plan', '2027-04-07', 'over Easter'],
    ['uk-fca-disp1 general, in GB-ENG, received 2027-03-25', 'early_close', '2027-04-01', 'over Easter'],
    ['uk-fca-disp1 psd_emd, in GB-ENG, received 2027-04-28', 'final_psd', '2027-05-20', 'the early May bank holiday'],
    ['uk-fca-disp1 psd_emd, in GB-ENG, received 2027-12-01', 'final_psd_ext', '2028-01-24', 'Christmas and New Year all move'],
    ['us-reg-e standard, received 2027-07-01', 'investigate', '2027-07-16', 'Independence Day moves from Sunday to Monday'],
    ['us-reg-x-noe standard, received 2027-11-01', 'final', '2027-12-15', 'Veterans Day and Thanksgiving'],
    ['us-reg-x-noe payoff, received 2027-12-20', 'final', '2027-12-30', 'Christmas moves from Saturday to Friday'],
  ])('%s: %s by %s, because %s', async (wish, id, due) => expect((await milestone(wish, id)).due_date).toBe(due))
})
