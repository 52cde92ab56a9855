/** What is wrong with a way out that somebody connects, with the remedy; `option` is how the command line is told it. */
type Said = { says: string; option?: string }

const PROBLEMS: Record<string, Said> = {
  bad_secret: { says: 'A webhook needs a secret whsec_… (base64 of at least 24 bytes), push a private VAPID key.', option: '--secret' },
  no_secret: { says: 'This way needs the token that its provider gave you.', option: '--secret' },
  bad_account: { says: 'Write the account as https://api.twilio.com/2010-04-01/Accounts/AC…', option: '--url' },
  no_from: { says: 'Texts and calls need a sender: a number such as +15005550006, or for texts a short name.', option: '--from' },
  bad_subject: { says: 'Push needs mailto:you@firm.example, so that a push service knows whom to ask.', option: '--url' },
  bad_url: { says: 'This is no address. Write it whole, such as https://hooks.example/way or smtp://mail.example:587.', option: '--url' },
  scheme_not_allowed: { says: 'Mail goes by smtp:// or smtps://, every other way by https:// (or http:// inside the house).' },
  credentials_in_url: { says: 'Leave name and password out of the address; the secret has a field of its own.', option: '--secret' },
  bad_host: { says: 'The address names no mail server, as smtp://mail.example:587 does.' },
  bad_tls_option: { says: '?tls= must be auto, required, unverified or off.' },
  bad_from: { says: '?from= must be a mail address.' },
  bad_credentials: { says: 'Name and password in the address must be written with %40 for @ and %3A for a colon.' },
  address_not_allowed: { says: 'This address lies inside a private network. If that is meant, allow it.', option: '--allow-private' },
}

export const wayProblem = (problem: string): Said => PROBLEMS[problem] ?? { says: `This cannot be used: ${problem.replaceAll('_', ' ')}.` }
