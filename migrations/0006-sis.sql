-- Profiles of student information systems; the whole profile is one document (contract/sis.ts).
create table sis_profile (
  institution_id integer not null,
  code text not null,
  profile jsonb not null,
  constraint sis_profile__pk primary key (institution_id, code),
  constraint sis_profile__institution foreign key (institution_id) references institution (institution_id)
);
