-- Passwords and sessions stay apart from the record: they are in no history, export, vault or search.

create table credential (
  institution_id integer not null,
  user_id bigint not null,
  password_hash text,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  must_change boolean not null default false,
  last_login_at timestamptz,
  constraint credential__pk primary key (institution_id, user_id),
  constraint credential__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);

create table session (
  institution_id integer not null,
  token_hash bytea not null,
  user_id bigint not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint session__pk primary key (institution_id, token_hash),
  constraint session__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);
create index session__user on session (institution_id, user_id);

create table setup_link (
  institution_id integer not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint setup_link__pk primary key (institution_id, token_hash)
);
