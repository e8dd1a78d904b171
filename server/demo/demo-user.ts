/** What the generator is told: the same three values give the same library, to the letter. */
export type DemoOptions = {
  seed: number
  /** `YYYY-MM-DD`; every date of the demo is relative to it. */
  today: string
}

/** A run of users: `from` counts from 0. */
export type DemoRange = { from: number; count: number }

export type DemoIdentifier = {
  id_type: string
  value: string
  status: 'ACTIVE' | 'INACTIVE'
  note: string | null
}

export type DemoAddress = {
  preferred: boolean
  line1: string
  line2: string | null
  line3: string | null
  city: string
  state_province: string | null
  postal_code: string | null
  country: string
  address_type: readonly string[]
}

export type DemoEmail = { preferred: boolean; email_address: string; email_type: readonly string[] }

export type DemoPhone = {
  preferred: boolean
  preferred_sms: boolean
  phone_number: string
  phone_type: readonly string[]
}

export type DemoContactInfo = {
  address: readonly DemoAddress[]
  email: readonly DemoEmail[]
  phone: readonly DemoPhone[]
}

export type DemoUserNote = {
  note_type: string
  note_text: string
  user_viewable: boolean
  popup_note: boolean
}

export type DemoStatistic = {
  statistic_category: string
  category_type: string
  statistic_note: string | null
}

/** The names that a person goes by. */
export type DemoNames = {
  first_name: string
  middle_name: string | null
  last_name: string
  pref_first_name: string | null
  pref_middle_name: string | null
  pref_last_name: string | null
}

/** One person as the student system knows them. Coded fields hold the code; an absent value is null. */
export type DemoUser = DemoNames & {
  primary_id: string
  record_type: 'PUBLIC'
  account_type: 'EXTERNAL'
  external_id: string
  status: 'ACTIVE' | 'INACTIVE'
  user_title: string | null
  gender: string | null
  birth_date: string | null
  user_group: string
  campus_code: string
  preferred_language: string
  job_description: string | null
  expiry_date: string
  purge_date: string | null
  user_identifier: readonly DemoIdentifier[]
  contact_info: DemoContactInfo
  user_note: readonly DemoUserNote[]
  user_statistic: readonly DemoStatistic[]
}
