-- The whole record: pinned notes, blocks that came from elsewhere, proxies, courses.

alter table user_note add column pinned boolean;
alter table user_block add column external_owner text;

-- The user may act for the patron. No foreign key on the patron: who is purged and restored is acted for again.
create table user_proxy (
  institution_id integer not null,
  user_id bigint not null,
  element_id text not null,
  patron_id bigint not null,
  created_by text,
  created_at timestamptz,
  constraint user_proxy__pk primary key (institution_id, user_id, element_id),
  constraint user_proxy__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);
create index user_proxy__patron on user_proxy (institution_id, patron_id);

create table user_enrolment (
  institution_id integer not null,
  user_id bigint not null,
  element_id text not null,
  course_code text not null,
  course_name text,
  section text,
  term text,
  start_date date,
  end_date date,
  created_by text,
  created_at timestamptz,
  constraint user_enrolment__pk primary key (institution_id, user_id, element_id),
  constraint user_enrolment__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);
