-- Files of users: the description is an element of the record, the bytes lie apart from it, encrypted.

create table user_attachment (
  institution_id integer not null,
  user_id bigint not null,
  element_id text not null,
  file_name text not null,
  media_type text,
  size numeric,
  file_id text,
  file_key text,
  note text,
  owner text,
  created_by text,
  created_at timestamptz,
  constraint user_attachment__pk primary key (institution_id, user_id, element_id),
  constraint user_attachment__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);

create table user_picture (
  institution_id integer not null,
  user_id bigint not null,
  element_id text not null,
  media_type text,
  size numeric,
  file_id text,
  file_key text,
  created_by text,
  created_at timestamptz,
  constraint user_picture__pk primary key (institution_id, user_id, element_id),
  constraint user_picture__user foreign key (institution_id, user_id)
    references user_account (institution_id, user_id)
);

-- The key is in the element alone: who is purged takes it into the vault, and what stays here is unreadable. Therefore
-- no foreign key on the user, and nothing here says what the file is.
create table stored_file (
  institution_id integer not null,
  file_id text not null,
  user_id bigint not null,
  -- nonce, ciphertext and tag of AES-256-GCM
  content bytea not null,
  -- when it was last seen that something names the file, at first when it was stored
  checked_at timestamptz not null,
  constraint stored_file__pk primary key (institution_id, file_id)
);
-- Encrypted bytes do not shrink.
alter table stored_file alter column content set storage external;
create index stored_file__checked on stored_file (institution_id, checked_at);
