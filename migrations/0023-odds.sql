-- Courses that come by files, and who opened which record.

-- From a file: the next file with this user replaces it.
alter table user_enrolment add column from_file boolean;

-- Rows of a file of enrolments while its task is planned: they are brought together by user in the database.
create table enrolment_row (
  institution_id integer not null,
  task_id bigint not null,
  file_row integer not null,
  identifier text not null,
  -- the fields of the element
  course jsonb not null,
  -- what is wrong with the row, as the plan shows it
  problems jsonb not null,
  constraint enrolment_row__pk primary key (institution_id, task_id, file_row),
  constraint enrolment_row__task foreign key (institution_id, task_id)
    references task (institution_id, task_id) on delete cascade
);

-- One row for each member of staff, record and hour. It leaves with the person whose record it is; whoever read it may
-- be gone by then, so they are no foreign key.
create table record_read (
  institution_id integer not null,
  user_id bigint not null,
  staff_id bigint not null,
  -- the beginning of the hour, in UTC
  hour timestamptz not null,
  staff_name text not null,
  read_at timestamptz not null,
  constraint record_read__pk primary key (institution_id, user_id, staff_id, hour),
  constraint record_read__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id) on delete cascade
);
create index record_read__read_at on record_read (institution_id, read_at);
