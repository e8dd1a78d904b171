-- Letters with files, letters that are in no user's record, how an institution has its letters, mail at the end of jobs.

alter table letter_outbox
  -- null: somebody who has no record, such as an address that an administrator typed
  alter column user_id drop not null,
  -- whom staff name as sender; null: the sender of the program
  add column from_address text,
  -- about the person and for nobody else: no CC address gets it
  add column is_personal boolean not null default false,
  -- [{"file_name", "media_type", "file_id", "file_key"}]; the bytes are in stored_file
  add column files jsonb not null default '[]';
create index letter_outbox__kept on letter_outbox (institution_id, letter, created_at) where status <> 'QUEUED';
create index letter_outbox__files on letter_outbox (institution_id, user_id) where files <> '[]';

-- The letter with which a file was sent.
alter table user_attachment add column letter_id numeric;
create index user_attachment__letter on user_attachment (institution_id, letter_id) where letter_id is not null;

create table letter_setting (
  institution_id integer not null,
  letter text not null,
  is_enabled boolean not null default true,
  -- days that letters are kept; null: for ever
  retention_days integer,
  -- language to {"subject", "paragraphs"}; what is not there is said in the words of the program
  words jsonb not null default '{}',
  constraint letter_setting__pk primary key (institution_id, letter),
  constraint letter_setting__institution foreign key (institution_id) references institution (institution_id),
  constraint letter_setting__retention check (retention_days > 0)
);

alter table task
  add column confirmed_by_user_id bigint,
  -- when the mail about its end was queued
  add column notified_at timestamptz;
update task set notified_at = ended_at where ended_at is not null;
create index task__to_notify on task (institution_id, ended_at)
  where ended_at is not null and (notified_at is null or notified_at < ended_at);
