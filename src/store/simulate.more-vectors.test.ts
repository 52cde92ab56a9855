import { expect, test } from 'vitest'
import { milestone } from '../../test/support/simulated'

/** A third set, counted on paper from the text of the rules and the holiday laws of each place, again without looking at the engine. */
const DATES: [string, string, string, string][] = [
  // Australia, state by state
  ['au-asic-rg271 standard, in AU-NSW, received 2025-12-23T15:00', 'early_close', '2026-01-02', 'Christmas, Boxing Day, New Year'],
  ['au-asic-rg271 standard, in AU-VIC, received 2024-09-24', 'early_close', '2024-10-02', 'the Friday before the football final of 2024'],
  ['au-asic-rg271 standard, in AU-VIC, received 2025-09-22', 'early_close', '2025-09-30', 'and of 2025'],
  ['au-asic-rg271 standard, in AU-QLD, received 2025-10-03T09:00', 'ack', '2025-10-07', 'the birthday in October'],
  ['au-asic-rg271 standard, in AU-WA, received 2025-09-26T09:00', 'ack', '2025-09-30', 'the birthday in September'],
  ['au-asic-rg271 standard, in AU-SA, received 2024-03-08T09:00', 'ack', '2024-03-12', 'Adelaide Cup'],
  ['au-asic-rg271 standard, in AU-SA, received 2026-12-24T10:00', 'ack', '2026-12-29', 'Christmas Eve is half a day and no holiday'],
  ['au-asic-rg271 standard, in AU-SA, received 2027-04-23T10:00', 'ack', '2027-04-26', 'since 2023 South Australia moves no Anzac Day'],
  ['au-asic-rg271 standard, in AU-VIC, received 2027-04-23T10:00', 'ack', '2027-04-26', 'nor does Victoria'],
  ['au-asic-rg271 standard, in AU-ACT, received 2027-04-23T10:00', 'ack', '2027-04-27', 'but the capital does'],
  ['au-asic-rg271 standard, in AU-ACT, received 2027-03-05T10:00', 'ack', '2027-03-09', 'Canberra Day'],
  ['au-asic-rg271 standard, in AU-NT, received 2028-04-28T10:00', 'ack', '2028-05-02', 'May Day in the north'],
  ['au-asic-rg271 standard, in AU-QLD, received 2025-12-24T10:00', 'ack', '2025-12-29', 'half of Christmas Eve and two days'],
  ['au-asic-rg271 standard, in AU-NSW, received 2027-12-30', 'early_close', '2028-01-07', 'New Year of 2028 is a Saturday'],
  ['au-asic-rg271 standard, received 2030-01-25T10:00', 'ack', '2030-01-29', 'Australia Day of 2030 is a Saturday'],
  ['au-asic-rg271 standard, received 2027-12-02', 'final', '2028-01-01', 'the last day is a holiday and a Saturday, and stays'],
  ['au-asic-rg271 standard, received 2028-02-29', 'final', '2028-03-30', 'received on a leap day'],
  ['au-asic-rg271 super, received 2028-02-29', 'final', '2028-04-14', '45 days from a leap day'],
  ['au-asic-rg271 default_notice, received 2024-12-20', 'final', '2025-01-10', '21 days over the year'],
  [
    'au-asic-rg271 death_benefit, received 2028-01-15, notice_of_proposal_received 2028-02-01',
    'objection_window',
    '2028-02-29',
    'ends with the leap day',
  ],
  [
    'au-asic-rg271 death_benefit, received 2028-01-15, notice_of_proposal_received 2028-02-01, now 2028-03-05',
    'final',
    '2028-05-29',
    'ninety days from the end of the window, which nobody had to tell',
  ],
  [
    'au-asic-rg271 hardship_credit, received 2024-02-01, info_requested 2024-02-08, now 2024-03-05',
    'final_no_info',
    '2024-03-07',
    'the window ended with the leap day',
  ],
  ['au-asic-rg271 hardship_credit, received 2027-02-10, info_received 2027-02-28', 'final_after_info', '2027-03-21', '21 days from then'],
  [
    'au-asic-rg271 standard, received 2028-01-31, final_sent 2028-02-10, customer_asks_for_advocate 2028-03-15',
    'final',
    '2028-04-04',
    'twenty days were left on 10 February',
  ],
  [
    'au-asic-rg271 traditional_trustee, received 2025-12-20, beneficiary_proceedings_started 2026-01-10, court_decided_and_appeal_time_passed 2026-06-30',
    'final',
    '2026-07-24',
    'twenty-four days were left',
  ],
  ['au-asic-rg271 hardship_credit, received 2027-12-01, final_sent 2027-12-25', 'afca_min_window', '2028-01-08', 'fourteen days of peace'],
  ['au-asic-rg271 standard, received 2025-12-20, referred_back 2026-01-05', 'refer_back', '2026-01-19', 'fourteen of thirty days are left'],
  ['au-acma-telco standard, in AU-VIC, received 2025-10-27', 'plan', '2025-11-11', 'the Cup on 4 November'],
  ['au-acma-telco standard, in AU-VIC, received 2024-12-01, customer_accepts_plan 2024-12-20', 'implement', '2024-12-31', 'over Christmas'],
  ['au-acma-telco standard, in AU-NSW, by email, received 2025-04-17', 'ack', '2025-04-23', 'Easter'],
  ['au-acma-telco, in AU-NSW, received 2025-04-17', 'fix_urgent', '2025-04-23', 'nobody has said that it is not urgent'],

  // United Kingdom, land by land
  ['uk-fca-disp1 general, in GB-ENG, received 2025-12-23', 'early_close', '2025-12-30', 'Christmas and Boxing Day'],
  ['uk-fca-disp1 general, in GB-SCT, received 2027-12-30', 'early_close', '2028-01-06', 'both first days of January move'],
  ['uk-fca-disp1 general, in GB-SCT, received 2026-04-02', 'early_close', '2026-04-08', 'Easter Monday is worked in Scotland'],
  ['uk-fca-disp1 general, in GB-SCT, received 2026-07-31', 'early_close', '2026-08-06', 'summer holiday at the beginning of August'],
  ['uk-fca-disp1 general, in GB-SCT, received 2026-08-28', 'early_close', '2026-09-02', 'and not at its end'],
  ['uk-fca-disp1 general, in GB-SCT, received 2025-11-28', 'early_close', '2025-12-04', "St Andrew's Day on a Sunday"],
  ['uk-fca-disp1 general, in GB-NIR, received 2029-03-16', 'early_close', '2029-03-22', "St Patrick's Day on a Saturday"],
  ['uk-fca-disp1 psd_emd, received 2024-12-02', 'final_psd', '2024-12-23', 'fifteen days before Christmas'],
  ['uk-fca-disp1 psd_emd, received 2024-12-02', 'final_psd_ext', '2025-01-23', 'thirty-five days over it'],
  ['uk-fca-disp1 general, received 2028-01-05', 'final', '2028-03-01', 'eight weeks over a leap day'],
  ['uk-fca-disp1 general, received 2025-12-01, ack_sent 2025-12-01', 'progress', '2025-12-31', 'twenty business days'],
  ['uk-dp-complaint, received 2026-12-02', 'ack', '2027-01-04', 'New Year, and then a weekend'],
  ['uk-dp-complaint, in GB-SCT, received 2026-12-02', 'ack', '2027-01-05', 'and the second of January, moved'],
  ['uk-gdpr-dsr, received 2026-07-31', 'fulfil', '2026-09-01', 'the last of August is a bank holiday'],
  ['uk-gdpr-dsr, in GB-SCT, received 2026-07-31', 'fulfil', '2026-08-31', 'not in Scotland'],
  ['uk-gdpr-dsr, received 2026-11-30, extension 2026-12-10', 'fulfil', '2027-03-01', 'the last of February is a Sunday'],
  [
    'uk-gdpr-dsr, received 2026-03-02, clarification_requested 2026-03-12, clarification_received 2026-03-22, extension 2026-03-30',
    'fulfil',
    '2026-06-12',
    'three months and ten days',
  ],
  ['uk-gdpr-dsr, received 2026-05-01, identity_received 2026-05-10, fee_paid 2026-05-31', 'fulfil', '2026-06-30', 'from the last of three'],
  ['uk-ofcom-c4, received 2026-11-20', 'adr_letter_time', '2027-01-01', 'no roll'],
  ['uk-ofcom-c4, received 2026-04-07T22:30:00Z', 'adr_letter_time', '2026-06-02', 'half past eleven of the last old day'],
  ['uk-ofcom-c4-2018, received 2026-04-07T23:30:00Z', 'adr_letter_time', '2026-05-20', 'half past midnight of the first new day'],
  ['uk-ofgem-2008, received 2024-12-31', 'redress_notice', '2025-02-25', 'eight weeks'],

  // United States
  ['us-cfpb-portal, received 2028-02-15, sent_to_company 2028-02-15', 'respond', '2028-03-01', 'over a leap day'],
  ['us-cfpb-portal, received 2025-12-31, sent_to_company 2025-12-31', 'public_response', '2026-06-29', '180 days'],
  ['us-reg-e standard, received 2025-12-19', 'investigate', '2026-01-06', 'Christmas and New Year'],
  ['us-reg-e pos_foreign, received 2027-11-30', 'extended', '2028-02-28', 'ninety days'],
  ['us-reg-e new_account, received 2026-10-01', 'provisional_credit', '2026-10-30', 'Columbus Day'],
  ['us-reg-e standard, received 2026-11-20, oral_notice 2026-11-20', 'written_confirmation', '2026-12-07', 'Thanksgiving'],
  ['us-reg-e standard, received 2028-02-01, statement_sent 2027-12-31', 'customer_notice', '2028-02-29', 'the time of the customer'],
  [
    'us-reg-e standard, received 2027-12-01, investigation_completed 2027-12-30',
    'tell_result',
    '2028-01-05',
    'New Year is kept on the last of December',
  ],
  ['us-reg-e standard, received 2026-06-20, error_determined 2026-07-02', 'correct', '2026-07-06', 'the Fourth is kept on the third'],
  ['us-reg-z, received 2028-01-30', 'ack', '2028-02-29', 'thirty days'],
  ['us-reg-z, received 2027-12-01, second_billing_cycle_ended 2028-02-10', 'final', '2028-02-10', 'two cycles come before ninety days'],
  ['us-reg-x-noe standard, received 2026-11-06', 'ack', '2026-11-16', 'Veterans Day'],
  ['us-reg-x-noe standard, received 2026-12-01', 'final', '2027-01-14', 'Christmas and New Year'],
  ['us-reg-x-noe standard, received 2026-12-01, extension 2027-01-10', 'final', '2027-02-05', 'and Dr King'],
  ['us-reg-x-noe payoff, received 2026-05-21', 'final', '2026-06-02', 'Memorial Day'],
  ['us-reg-x-noe foreclosure, received 2026-08-20, foreclosure_sale 2026-09-10', 'final', '2026-09-09', 'before the day of the sale'],
  ['us-dot-259 general, received 2027-12-31', 'final', '2028-02-29', 'sixty days'],
  ['us-dot-259, received 2024-01-30, topic=disability_part_382', 'final', '2024-02-29', 'thirty days'],

  // Europe
  ['eu-psd2-art101, in NL, received 2026-04-20', 'final', '2026-05-12', "King's Day; 5 May is worked in 2026"],
  ['eu-psd2-art101, in BE, received 2026-05-05', 'final', '2026-05-28', 'Ascension and Whit Monday'],
  ['eu-psd2-art101, in ES, received 2026-10-01', 'final', '2026-10-23', 'the twelfth of October'],
  ['eu-psd2-art101, in PT, received 2026-05-29', 'final', '2026-06-23', 'Corpus Christi and the tenth of June'],
  ['eu-psd2-art101, in IE, received 2026-01-26', 'final', '2026-02-17', "St Brigid's Day"],
  ['eu-psd2-art101, in GR, received 2026-04-01', 'final', '2026-04-24', 'Orthodox Easter'],
  ['eu-psd2-art101, received 2026-12-01, holding 2026-12-22T12:00', 'final_ext', '2027-01-19', 'nobody said whose holidays'],
  ['eu-gdpr-dsr, in DE, received 2026-09-03', 'fulfil', '2026-10-05', 'Unity Day on a Saturday'],
  ['eu-gdpr-dsr, in ES, received 2026-11-08', 'fulfil', '2026-12-09', 'the eighth of December'],
  ['eu-gdpr-dsr, in IT, received 2025-05-02', 'fulfil', '2025-06-03', 'Republic Day'],
  ['eu-gdpr-dsr, in FR, received 2026-06-14', 'fulfil', '2026-07-15', 'the fourteenth of July'],
  ['eu-gdpr-dsr, in GR, received 2026-03-13', 'fulfil', '2026-04-14', 'Orthodox Easter Monday'],
  ['eu-gdpr-dsr, in DE-BY, received 2026-05-04', 'fulfil', '2026-06-05', 'Corpus Christi in Bavaria'],
  ['eu-gdpr-dsr, in DE, received 2026-05-04', 'fulfil', '2026-06-04', 'but not in all of Germany'],
  [
    'eu-gdpr-dsr, received 2026-01-31, identity_information_requested 2026-02-10, identity_confirmed 2026-02-20',
    'fulfil',
    '2026-03-10',
    'eighteen days were left',
  ],

  // Thailand
  ['th-bank-sla, by email, received 2026-04-30', 'ack', '2026-05-05', 'Labour Day of the banks, a weekend and Coronation Day'],
  ['th-bank-sla, by letter, received 2026-12-01', 'ack', '2026-12-14', "Father's Day is moved to Monday"],
  ['th-bank-sla, by letter, received 2026-05-28', 'ack', '2026-06-10', "Visakha moved, and the Queen's birthday"],
  ['th-bank-sla, by email, received 2025-05-09', 'ack', '2025-05-13', 'Visakha of 2025 moved'],
  [
    'th-bank-sla, received 2026-04-01, complete_information_received 2026-04-08',
    'outcome_or_progress',
    '2026-04-22',
    'Songkran is passed over',
  ],
  ['th-bank-sla, by email, received 2027-04-12', 'ack', '2027-04-16', 'the fixed days of a year are known, whoever announces the moon'],
  ['th-pdpa-dsr, received 2026-12-31', 'fulfil', '2027-01-30', 'thirty days'],

  // China
  ['cn-samr-2026, received 2026-04-28', 'acceptance', '2026-05-11', 'five days of May, and a Saturday that is worked'],
  ['cn-samr-2026, received 2026-06-15', 'acceptance', '2026-06-25', 'Dragon Boat'],
  ['cn-samr-2026, received 2026-04-20, forwarded_to_firm 2026-05-08', 'firm_reply_to_12315', '2026-05-14', 'a Saturday is worked'],
  ['cn-samr-2020, received 2024-02-01', 'acceptance', '2024-02-09', 'a Sunday is worked before the Spring Festival'],
  [
    'cn-samr-2020, received 2025-01-02, mediation_terminated 2025-04-25',
    'tell_termination',
    '2025-05-08',
    'a Sunday is worked for Labour Day',
  ],
  ['cn-miit-telecom, received 2026-01-01, accepted 2026-01-31', 'authority_decides', '2026-03-02', 'thirty days'],
  ['cn-bank-insurance-2020, received 2027-12-31, extension 2028-01-20', 'final_complex', '2028-02-29', 'thirty and thirty'],

  // Iran, the Gulf and firms without a regulator
  ['ir-cbi-2015, received 2025-10-05', 'final', '2025-11-16', 'six weeks of Saturday to Wednesday'],
  ['ir-cbi-2015, received 2025-11-26, received_by_cbi 2025-12-06', 'cbi_review', '2025-12-20', 'two weeks'],
  ['iso10002-default, in SA, received 2026-01-07', 'final', '2026-02-08', 'a Friday rolls to Sunday'],
  ['iso10002-default, in KW, received 2026-01-08', 'ack', '2026-01-11', 'a Thursday, then two days closed'],
  ['iso10002-default, in sa, received 2026-01-07', 'final', '2026-02-08', 'the place in small letters'],
  [
    'iso10002-default, received 2026-03-02, clocks_paused 2026-03-10, clocks_resumed 2026-03-20',
    'final',
    '2026-04-13',
    'ten days, and then a Saturday',
  ],
  [
    'iso10002-default, received 2026-03-02, clocks_paused 2026-03-10, clocks_resumed 2026-04-30',
    'final',
    '2026-04-15',
    'fourteen days are the most',
  ],
  ['in-ecommerce-2020, received 2026-10-31', 'final', '2026-11-30', 'the month has no 31st'],
]
test.each(DATES)('%s: %s by %s, because %s', async (wish, id, due) => expect((await milestone(wish, id)).due_date).toBe(due))

test.each([
  ['in-ecommerce-2020, received 2026-12-31T20:00', 'ack', '2027-01-02T20:00:00+05:30'],
  ['uk-fca-disp1 general, received 2027-02-15', 'final', '2027-04-12T23:59:59+01:00'],
  ['us-cfpb-portal, received 2026-10-25, sent_to_company 2026-10-25', 'respond', '2026-11-09T23:59:59-05:00'],
  ['au-asic-rg271 standard, in AU-QLD, received 2025-10-03T09:00', 'ack', '2025-10-07T23:59:59+11:00'],
  ['us-reg-x-noe foreclosure, received 2026-08-20, foreclosure_sale 2026-09-10T09:00', 'final', '2026-09-10T08:59:59-04:00'],
  ['th-bank-sla, by branch, received 2026-04-13T10:15', 'ack', '2026-04-13T10:15:00+07:00'],
  ['ir-cbi-2015, received 2025-10-04T21:00:00Z', 'final', '2025-11-16T23:59:59+03:30'],
])('%s: %s at the moment %s', async (wish, id, due) => expect((await milestone(wish, id)).due).toBe(due))

test.each([
  ['uk-adr-trader, received 2025-04-01, internal_process_exhausted 2025-12-24', 'adr_notice', '2025-12-29'],
  ['uk-ofcom-c4, received 2026-04-10, deadlock_reached 2026-05-22', 'adr_letter_deadlock', '2026-05-26'],
  ['eu-jc-complaints, in IT, received 2026-04-23', 'ack', '2026-04-30'],
  ['au-asic-rg271 standard, in AU-NSW, received 2026-09-01, closed 2026-09-25', 'implement', '2026-10-12'],
])('%s: the target of %s is %s', async (wish, id, target) =>
  expect(await milestone(wish, id)).toMatchObject({ due: null, prompt: true, target_date: target }),
)

test.each([
  ['th-bank-sla, by email, received 2026-12-30', 'ack', '2027-01-04', true, 'New Year of 2027 is fixed, its moon is not announced'],
  ['th-bank-sla, by email, received 2026-12-21', 'ack', '2026-12-22', false, 'all of it lies in 2026'],
  ['ir-cbi-2015, received 2027-06-12', 'final', '2027-07-24', true, 'no day of the moon counts before it is announced'],
  ['iso10002-default, in CN, received 2026-12-02', 'final', '2027-01-01', true, 'nobody has said that it is a holiday'],
  ['iso10002-default, in QA, received 2026-03-05', 'ack', '2026-03-08', true, 'a country whose days nobody brought keeps its weekend'],
])('a year without its days: %s: %s by %s, assumed %s, because %s', async (wish, id, due, assumed) =>
  expect(await milestone(wish, id)).toMatchObject({ due_date: due, holidays_assumed: assumed }),
)
