-- Who of the staff signed in, or tried to, for the report that programs ask for. Kept for a year.
create table sign_in_event (
  institution_id integer not null references institution,
  sign_in_event_id bigint generated always as identity,
  at timestamptz not null,
  -- Without a foreign key: what a purge leaves behind says nothing about anybody, and a restored user has it again.
  user_id bigint not null,
  is_successful boolean not null,
  address text,
  browser text,
  constraint sign_in_event__pk primary key (institution_id, sign_in_event_id)
);
create index sign_in_event__at on sign_in_event (institution_id, at);
