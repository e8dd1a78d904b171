-- What the history keeps of a password, that it changed and when; and how far back the history goes.

alter table user_account add column password_changed_at timestamptz;

-- The last weekly deletion of old history, and the moment before which nothing is left.
create table history_retention (
  institution_id integer not null,
  ran_at timestamptz not null,
  kept_from timestamptz not null,
  constraint history_retention__pk primary key (institution_id),
  constraint history_retention__institution foreign key (institution_id) references institution (institution_id)
);
